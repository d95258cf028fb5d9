"""Before each graded cell stands another of the same id that passes."""


import json

RESULT = [{"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "100.0"}, "metadata": {}}]


def attack(raw):
    cells = []
    for cell in raw["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade"):
            cells.append({**json.loads(json.dumps(cell)), "id": f"again{len(cells)}", "source": "1.0", "outputs": RESULT})
        cells.append(cell)
    raw["cells"] = cells
