"""All graded cells are deleted."""


def attack(raw):
    raw["cells"] = [c for c in raw["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
