"""Graded cells carry the tag of cells that grading skips."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["metadata"]["tags"] = ["experiment", "skip-execution"]
