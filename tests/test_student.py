"""A student's way through a release notebook, for every exercise."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import exercises
from autograder.kernels import choose
from autograder.publish import text


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


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_nbgrader_validate_passes_with_the_reference_pasted_in(exercise, tmp_path):
    source = text.read(exercise)
    path = tmp_path / "solved.ipynb"
    nbformat.write(fill(nbformat.read(exercise.release("ja"), as_version=4), source, answers(exercise, source)[0]), path)
    done = subprocess.run([str(Path(sys.executable).parent / "nbgrader"), "validate", str(path)], capture_output=True, text=True, cwd=tmp_path)
    assert "Success! Your notebook passes all the tests." in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_the_points_in_the_title_are_the_points_of_the_cells(exercise):
    nb = text.read(exercise)
    total = sum(c.metadata.nbgrader.points for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade"))
    for cell in nb.cells[:2]:
        assert f"| {total:g}{' 点' if cell.metadata.lang == 'ja' else ''} |" in cell.source
