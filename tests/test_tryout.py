"""What a student is told before handing in, on a real release: blank, filled in, wrong and damaged."""

import subprocess
import sys

import nbformat
import pytest

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import ROOT, exercises
from autograder.errors import InputError
from autograder.feedback.tryout import report, show, tried
from autograder.publish import text

(EXERCISE,) = exercises(only=["q3_scaled_dot_product"])


def _written(folder, lang, code=None, without=None):
    """The release with the reference filled in; then with one stub changed, or one cell less."""
    source = text.read(EXERCISE)
    answer = next(a for a in answers(EXERCISE, source) if a.kind == "right")
    nb = fill(nbformat.read(EXERCISE.release(lang), as_version=4), source, answer)
    stubs = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("solution")]
    if code:
        stubs[0].source = code(stubs[0].source)
    nb.cells = [c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") != without]
    nbformat.write(nb, folder / EXERCISE.source.name)
    return folder / EXERCISE.source.name


@pytest.mark.parametrize("lang, words", [("ja", "まだ書かれていません"), ("en", "not written yet")])
def test_a_blank_release_says_so_stub_by_stub(lang, words):
    one = tried(EXERCISE.release(lang))
    assert one.stubs and {stub.state for stub in one.stubs} == {"blank"} and one.passed == 0
    lines = report(one)
    assert sum(words in line for line in lines) == len(one.stubs)
    assert not one.faults


def test_a_solved_one_passes_and_is_left_as_it_was(tmp_path):
    path = _written(tmp_path, "en")
    before = path.read_bytes()
    one = tried(path)
    assert one.passed == len(one.stubs) and "pass" in {stub.state for stub in one.stubs}, report(one)
    assert not one.faults and path.read_bytes() == before


def test_a_wrong_one_shows_the_message_and_a_damaged_one_what_is_missing(tmp_path):
    victim = next(c.metadata.nbgrader.grade_id for c in nbformat.read(EXERCISE.release("en"), as_version=4).cells if c.metadata.get("nbgrader", {}).get("grade"))
    one = tried(_written(tmp_path, "en", code=lambda source: f"{source}\n1 / 0", without=victim))
    assert one.stubs[0].state == "error" and "ZeroDivisionError" in one.stubs[0].message
    assert any(victim in fault for fault in one.faults)


def test_what_is_no_notebook_is_said_in_one_sentence(tmp_path):
    (tmp_path / "x.ipynb").write_text("%PDF-1.7")
    with pytest.raises(InputError, match="not a notebook"):
        tried(tmp_path / "x.ipynb")
    with pytest.raises(InputError, match="No such file"):
        tried(tmp_path / "y.ipynb")


def test_alone_it_shows_how_far_one_is_in_each_edition(built, capsys):
    solved = nbformat.read(built.release("en"), as_version=4)
    next(c for c in solved.cells if c.metadata.get("nbgrader", {}).get("solution")).source = "def add(a, b):\n    return a + b"
    nbformat.write(solved, built.release("en"))
    assert show([], built.root) == 1  # the Japanese one is still to do
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [["ja", "t1_add", "□", "0/1"], ["en", "t1_add", "■", "1/1"]]


def test_it_needs_the_student_installation_alone(tmp_path):
    (tmp_path / "x.ipynb").write_text("{}")
    hide = "import sys\nfor name in ('nbgrader', 'jupytext', 'distributed', 'sqlalchemy', 'rich', 'scipy'): sys.modules[name] = None\n"
    code = f"{hide}from autograder.cli import main\nsys.exit(main(['try', {str(tmp_path / 'x.ipynb')!r}]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 2 and "Traceback" not in done.stderr and "not a notebook" in done.stderr
