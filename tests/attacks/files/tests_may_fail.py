"""Graded cells carry tags that allow exceptions."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["metadata"]["tags"] = ["raises-exception", "nbgrader-ignore"]
