"""A student's way through a release notebook, for every exercise."""

import ast

import nbformat
import pytest
from conftest import hand_in, nbgrader, scores, some
from nbclient import NotebookClient
from nbgrader.validator import Validator

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import exercises
from autograder.grade.batch import grade
from autograder.grade.execute import graded_part
from autograder.judge.plan import defined
from autograder.kernels import choose
from autograder.publish import text
from autograder.wiring import read_course


def by_role(nb):
    cells = [c for c in nb.cells if c.cell_type == "code"]
    stubs = [c for c in cells if c.metadata.get("nbgrader", {}).get("solution")]
    tries = [c for c in cells if c.id.endswith("-try")]
    return stubs, tries


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_blank_stubs_raise_and_visible_tests_say_so(exercise):
    nb = nbformat.read(exercise.release("en"), as_version=4)
    NotebookClient(nb, timeout=60, allow_errors=True, kernel_name=choose.ours()).execute()
    stubs, tries = by_role(nb)
    assert stubs and tries
    for cell in stubs:
        assert 'raise NotImplementedError("not written yet' in cell.source
        assert not cell.outputs, f"{cell.id} must run as it is: a stub raises when it is called, not when it is defined"
    for cell in tries:
        errors = [o for o in cell.outputs if o.output_type == "error"]
        printed = [o for o in cell.outputs if o.output_type == "stream"]  # a blank optional problem is no error: it prints a line
        assert errors and "not written yet" in errors[0].evalue or not errors and printed, f"{cell.id} says nothing to a student with a blank stub"
    failed = [c.id for c in Validator()._get_failed_cells(nb)]
    assert failed and failed == [c.id for c in tries if any(o.output_type == "error" for o in c.outputs)], "the Validate button reports the visible tests that fail"


def names(code):
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_every_stub_is_called_by_a_visible_test_that_validate_reports(exercise):
    nb = nbformat.read(exercise.release("en"), as_version=4)
    stubs, tries = by_role(nb)
    last = max(n for n, c in enumerate(nb.cells) if c.metadata.get("nbgrader", {}).get("points"))
    for stub in [c for c in stubs if nb.cells.index(c) < last]:  # what comes behind the last check is optional
        called = [c for c in tries if names(c.source) & set(defined(stub.source)[0])]
        reported = [c for c in called if c.metadata.nbgrader.grade and c.metadata.nbgrader.points == 0]
        assert reported, f"Validate says nothing when {stub.id} is blank"


def test_validate_reports_a_blank_release_and_what_is_wrong(tmp_path):
    """The command itself, in a folder without any configuration; the button calls the same Validator."""
    (exercise,) = exercises(only=["q3_scaled_dot_product"])
    for lang, said in (("en", "not written yet"), ("ja", "未実装です")):
        path = tmp_path / f"{lang}.ipynb"
        path.write_bytes(exercise.release(lang).read_bytes())
        done = nbgrader(tmp_path, "validate", str(path))
        assert "VALIDATION FAILED ON" in done.stdout and said in done.stdout and "Success" not in done.stdout, done.stdout + done.stderr


def test_a_released_visible_test_is_worth_nothing_and_graded_as_the_source_says(built, scheduler):
    nb = nbformat.read(built.release("en"), as_version=4)
    (cell,) = [c for c in nb.cells if c.id == "t-add-try"]
    assert cell.metadata.nbgrader.grade and cell.metadata.nbgrader.points == 0
    next(c for c in nb.cells if c.id == "t-add").source = "def add(a, b):\n    return a + b"
    hand_in(built, "ann", nb)
    course = read_course(built.root)
    assert not grade(course, scheduler=scheduler)["ann/ex_tiny"].notes, "nothing was changed by the student"
    assert scores(built, "ann") == {"t-sum": 2, "t-zero": 1}
    done = nbformat.read(course.folder("autograded", "ex_tiny", "ann") / "t1_add.ipynb", as_version=4)
    assert [c.metadata.nbgrader.grade for c in done.cells if c.id == "t-add-try"] == [False]


@pytest.mark.parametrize("exercise", some(exercises(), 2), ids=str)
def test_nbgrader_validate_passes_with_the_reference_pasted_in(exercise, tmp_path):
    source = text.read(exercise)
    path = tmp_path / "solved.ipynb"
    solved = graded_part(fill(nbformat.read(exercise.release("ja"), as_version=4), source, answers(exercise, source)[0]))
    solved.cells = [c for c in solved.cells if "experiment" not in c.metadata.get("tags", [])]  # nbval runs them
    nbformat.write(solved, path)
    done = nbgrader(tmp_path, "validate", str(path))
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_the_points_in_the_title_are_the_points_of_the_cells(exercise):
    nb = text.read(exercise)
    total = sum(c.metadata.nbgrader.points for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade"))
    for cell in nb.cells[:2]:
        assert f"| {total:g}{' 点' if cell.metadata.lang == 'ja' else ''} |" in cell.source
