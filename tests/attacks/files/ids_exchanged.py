"""The ids of graded cells are given to cells that print."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for n, cell in enumerate(graded(raw)):
        free = {"cell_type": "code", "id": f"free{n}", "execution_count": None, "outputs": [], "source": "print('passed')", "metadata": {"nbgrader": dict(cell["metadata"]["nbgrader"])}}
        cell["metadata"]["nbgrader"]["grade_id"] += "-old"
        raw["cells"].append(free)
