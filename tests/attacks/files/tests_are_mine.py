"""Graded cells say that they are the student's own, and hold nothing that can fail."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["metadata"]["nbgrader"].update(locked=False, solution=True)
        cell["source"] = "1.0"
