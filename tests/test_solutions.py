"""The walk-throughs for after the deadline, and the start page."""

import re

import nbformat
import pytest

from autograder.answers.solutions import walk_through, write_solutions
from autograder.course import LANGS, ROOT, exercises
from autograder.errors import InputError
from autograder.publish import text
from autograder.publish.bilingual import JAPANESE
from autograder.publish.start import start_page

WRONG = '"""\nja: 引いています。足してください。\nen: It subtracts. Add instead.\nfails: t-sum\n"""\n\ndef add(a, b):\n    return a - b\n'
RIGHT = '"""\nen: By the operator module.\n"""\nimport operator\n\ndef add(a, b):\n    return operator.add(a, b)\n'


@pytest.fixture
def solved(built):
    for kind, name, content in [("wrong", "subtracts", WRONG), ("right", "by_operator", RIGHT)]:
        path = built.bank / kind / f"{name}.py"
        path.parent.mkdir(parents=True)
        path.write_text(content, encoding="utf-8")
    return built


def test_a_walk_through_shows_solution_answers_and_misconceptions(solved, tmp_path):
    write_solutions([solved], tmp_path / "solutions")
    for lang, sentence in zip(LANGS, ("引いています。足してください。", "It subtracts. Add instead.")):
        nb = nbformat.read(tmp_path / "solutions" / lang / solved.assignment / f"{solved.name}.ipynb", as_version=4)
        whole = "\n".join(cell.source for cell in nb.cells)
        assert sentence in whole and "+    return a - b" in whole and "By the operator module." in whole and "+    return operator.add(a, b)" in whole
        assert "total = a + b" in whole and "SOLUTION" not in whole
        assert "-    \"\"\"" not in whole, "a missing docstring is no difference"
        assert "secret" not in whole and "HIDDEN" not in whole, "a hidden test is kept for next year"
        assert any("the sum is 42" in out.text for cell in nb.cells if cell.cell_type == "code" for out in cell.outputs), "it is executed"
        assert bool(JAPANESE.search(whole)) == (lang == "ja")


def test_a_stale_source_is_refused(solved):
    solved.text.write_text(solved.text.read_text(encoding="utf-8") + "\n# %%\nprint(1)\n", encoding="utf-8")
    with pytest.raises(InputError, match="run `make source` first"):
        walk_through(solved, "ja")


@pytest.mark.parametrize("lang", LANGS)
def test_the_start_page_names_every_exercise_with_the_points_that_its_checks_have(lang):
    nb = start_page(ROOT, lang)
    whole = "\n".join(cell.source for cell in nb.cells)
    assert "<!--" not in whole and all(cell.metadata.lang == lang for cell in nb.cells)
    for exercise in exercises():
        row = re.search(rf"^\| \[.+\]\({exercise.assignment}/{exercise.name}\.ipynb\) \|.*\| (\d+) \|$", whole, re.MULTILINE)
        points = sum(c.metadata.nbgrader.points for c in text.read(exercise).cells if c.metadata.get("nbgrader", {}).get("grade"))
        assert row and int(row[1]) == points, f"{exercise}: its first cell says {row and row[1]} points, its checks have {points}"
