"""Graded cells come with full points as their result, as if they had run."""


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["execution_count"] = 7
        cell["outputs"] = [{"output_type": "execute_result", "execution_count": 7, "data": {"text/plain": "100.0"}, "metadata": {}}]
