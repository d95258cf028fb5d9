"""Graded cells say that they are answers for a person to grade."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["metadata"]["nbgrader"].update(locked=False, solution=True)
        cell["cell_type"] = "markdown"
        cell["source"] = "correct"
        cell.pop("outputs", None), cell.pop("execution_count", None)
