"""Every graded cell says that it is worth less than nothing, and that nothing was missing."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["metadata"]["nbgrader"]["points"] = -1
