"""A stub carries the id of a graded cell, and the graded cell that of the stub."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    stubs = [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("solution")]
    for stub, test in zip(stubs, graded(raw)):
        stub["metadata"]["nbgrader"], test["metadata"]["nbgrader"] = test["metadata"]["nbgrader"], stub["metadata"]["nbgrader"]
