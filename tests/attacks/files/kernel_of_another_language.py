"""The notebook says that it is in bash, where a failed assert is no error."""


def attack(raw):
    raw["metadata"]["kernelspec"] = {"name": "bash", "display_name": "Bash", "language": "bash"}
    raw["metadata"]["language_info"] = {"name": "bash"}
