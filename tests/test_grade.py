"""From submitted/ to the gradebook and the page: broken work gets a defined score and ends nothing."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import hand_in, scores
from nbgrader.nbgraderformat.common import SchemaTooOldError
from traitlets.config import Config

from autograder.answers import demo
from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import ROOT
from autograder.grade import fanout
from autograder.grade.batch import grade, ledger
from autograder.grade.execute import ExecuteOnce, key, options
from autograder.grade.reasons import reason
from autograder.grade.work import Work, execute
from autograder.publish import text
from autograder.wiring import read_course


@pytest.fixture
def solved(built):
    """A correct submission as a notebook."""
    source = text.read(built)
    return fill(nbformat.read(built.release("ja"), as_version=4), source, answers(built, source)[0])


@pytest.fixture
def graded(scheduler):
    """A function that grades what is new in an exercise's course; everybody has a score."""
    def graded(exercise) -> dict:
        entries = grade(read_course(exercise.root), scheduler=scheduler)
        assert not [entry for entry in entries.values() if entry.refused]
        return entries

    return graded


def plain(exercise, *arguments):
    """The plain command line, as an instructor types it in the course folder: the program itself, started anew."""
    config = exercise.root / "nbgrader_config.py"
    if not config.exists():
        config.write_text((ROOT / "nbgrader_config.py").read_text(encoding="utf-8"), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "nbgrader"), *arguments]
    return subprocess.run(command, cwd=exercise.root, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})


def test_plain_nbgrader_autograde_and_feedback(built, solved):
    hand_in(built, "ann", solved)
    wrong = nbformat.from_dict(solved)
    wrong.cells[1].source = "def add(a, b):\n    return b"
    hand_in(built, "bob", wrong)
    for command in ("autograde", "generate_feedback"):
        done = plain(built, command, built.assignment)
        assert done.returncode == 0, done.stderr
    assert scores(built, "ann") == {"t-sum": 2, "t-zero": 1}
    assert scores(built, "bob") == {"t-sum": 0, "t-zero": 1}
    page = (built.root / "feedback" / "bob" / built.assignment / "t1_add.html").read_text(encoding="utf-8")
    assert "和ですか" in page and "is it the sum?" not in page, "a page speaks the language of the edition"
    assert "secret" not in page, "a hidden test is on the student's page"


@pytest.mark.parametrize("kind, expected", [
    ("syntax_error", {"t-sum": 0, "t-zero": 0}),
    ("deleted_test", {"t-sum": 2, "t-zero": 1}),
    ("duplicated_cell", {"t-sum": 2, "t-zero": 1}),
    ("dead_kernel", {"t-sum": 0, "t-zero": 0}),
])
def test_broken_notebooks_have_a_defined_score(built, solved, kind, expected, graded):
    hand_in(built, "eve", demo.BROKEN[kind](nbformat.from_dict(solved)))
    hand_in(built, "zoe", solved)  # the batch goes on behind a broken one
    graded(built)
    assert scores(built, "eve") == expected
    assert scores(built, "zoe") == {"t-sum": 2, "t-zero": 1}


def test_every_locked_cell_comes_back(built, solved, graded):
    """Also the ones whose neighbours are gone, which nbgrader's own option cannot restore."""
    solved.cells = [c for c in solved.cells if not c.metadata.get("nbgrader", {}).get("locked")]
    hand_in(built, "eve", solved)
    graded(built)
    assert scores(built, "eve") == {"t-sum": 2, "t-zero": 1}
    autograded = nbformat.read(built.root / "autograded" / "eve" / built.assignment / "t1_add.ipynb", as_version=4)
    ids = [c.metadata.nbgrader.grade_id for c in autograded.cells if "nbgrader" in c.metadata]
    assert ids == ["t-add", "t-add-try", "t-sum", "t-zero"]


@pytest.mark.parametrize("tag", ["skip-execution", "experiment", "raises-exception"])
def test_a_tag_does_not_keep_a_test_from_counting(built, solved, tag, graded):
    solved.cells[1].source = "def add(a, b):\n    return 0"
    for cell in solved.cells:
        cell.metadata["tags"] = [tag]
    hand_in(built, "eve", solved)
    graded(built)
    assert scores(built, "eve") == {"t-sum": 0, "t-zero": 0}


def test_what_the_author_calls_an_experiment_is_not_run(built, solved, graded):
    """Whatever the submission says of it: experiments take most of a notebook's time, and no score depends on them."""
    source = nbformat.read(built.source, as_version=4)
    next(c for c in source.cells if c.id == "t-add-try").metadata["tags"] = ["experiment"]
    nbformat.write(source, built.source)
    hand_in(built, "eve", solved)
    graded(built)
    autograded = nbformat.read(built.root / "autograded" / "eve" / built.assignment / "t1_add.ipynb", as_version=4)
    ran = {c.id: c.execution_count is not None for c in autograded.cells if c.id.startswith("t-") and c.cell_type == "code"}
    assert ran == {"t-add": True, "t-add-try": False, "t-sum": True, "t-zero": True}
    assert scores(built, "eve") == {"t-sum": 2, "t-zero": 1}


def test_a_loop_is_interrupted_and_costs_what_it_should(built, solved, monkeypatch):
    limits = options(read_course(built.root).config)
    limits.ExecuteOnce.timeout = 2
    source = text.read(built)
    looping = fill(source, source, answers(built, source)[0])
    looping.cells[2].source = "def add(a, b):\n    while a == 40:\n        pass\n    return a + b"
    done = nbformat.reads(execute(Work(nbformat.writes(looping).encode(), limits=limits)).notebook.decode(), as_version=4)
    outcome = {c.id: [o.get("ename") for o in c.outputs] for c in done.cells if c.cell_type == "code"}
    assert "CellTimeoutError" in outcome["t-sum"] and outcome["t-zero"] == []


def test_what_is_no_notebook_is_worth_nothing_with_a_reason_and_the_rest_is_graded(built, solved, graded):
    hand_in(built, "ann", solved)
    hand_in(built, "bad", solved).write_text("%PDF", encoding="utf-8")
    entries = graded(built)
    assert entries["bad/ex_tiny"].notes == ["t1_add.ipynb: it is not a notebook (not JSON); hand in the notebook's own file"]
    page = nbformat.read(built.root / "autograded" / "bad" / built.assignment / "t1_add.ipynb", as_version=4)
    assert "ノートブック（.ipynb）ではありません" in page.cells[0].source, "the student reads it, too"
    assert scores(built, "bad") == {"t-sum": 0, "t-zero": 0}
    assert scores(built, "ann") == {"t-sum": 2, "t-zero": 1}


def test_warnings_on_stderr_cost_nothing(built, solved, graded):
    """nbgrader by itself gives 0 to a test cell that writes to stderr."""
    solved.cells[1].source = "import sys\n\ndef add(a, b):\n    print('careful', file=sys.stderr)\n    return a + b"
    hand_in(built, "ann", solved)
    graded(built)
    assert scores(built, "ann") == {"t-sum": 2, "t-zero": 1}


def test_a_second_run_redoes_only_what_changed(built, solved, graded):
    hand_in(built, "ann", solved)
    hand_in(built, "bob", solved)
    graded(built)
    pages = {s: built.root / "autograded" / s / built.assignment / "t1_add.ipynb" for s in ("ann", "bob")}
    first = {s: p.stat().st_mtime_ns for s, p in pages.items()}
    solved.cells[1].source = "def add(a, b):\n    return 0"
    hand_in(built, "bob", solved)
    graded(built)
    assert pages["ann"].stat().st_mtime_ns == first["ann"] and pages["bob"].stat().st_mtime_ns != first["bob"]
    assert scores(built, "bob") == {"t-sum": 0, "t-zero": 0}


def test_a_changed_test_is_graded_anew(built, solved, graded):
    from autograder.publish.stages import build_sources

    hand_in(built, "ann", solved)
    graded(built)
    content = built.text.read_text(encoding="utf-8")
    built.text.write_text(content.replace('"grade": true, "points": 2', '"grade": true, "points": 5'), encoding="utf-8")
    build_sources([built])
    graded(built)
    assert scores(built, "ann") == {"t-sum": 5, "t-zero": 1}


def test_a_text_that_is_a_test_in_one_notebook_alone_is_run_in_both():
    """Else a submission with a copy of a test in its own process would leave that copy's output for the next one's test."""
    def notebook(*marks):
        cells = [nbformat.v4.new_code_cell("assert 1", metadata={"nbgrader": {"grade_id": "t", "grade": True}} if mark else {}) for mark in marks]
        return nbformat.v4.new_notebook(cells=cells)

    keys = [key(notebook(*marks), {}, Config(), ExecuteOnce) for marks in ((False, True), (True, False), (True, False))]
    assert keys[0] != keys[1] == keys[2]


def test_an_interrupted_run_goes_on(built, solved, graded):
    """The ledger is written after each submission, so what was scored before stays scored."""
    hand_in(built, "ann", solved)
    graded(built)
    hand_in(built, "bob", solved)
    before = ledger(read_course(built.root))
    graded(built)
    after = ledger(read_course(built.root))
    assert {k: after[k] for k in before} == before and "bob/ex_tiny" in after


def test_without_its_gradebook_everything_is_graded_again(built, solved, graded):
    hand_in(built, "ann", solved)
    graded(built)
    (built.root / "gradebook.db").unlink()
    graded(built)
    assert scores(built, "ann") == {"t-sum": 2, "t-zero": 1}


class Deadly(ExecuteOnce):
    """Kills the worker process that runs it."""

    def preprocess(self, *_):
        os._exit(1)


def test_a_dead_worker_is_a_reason_and_not_the_end(solved):
    notebook = nbformat.writes(solved).encode()
    with fanout.cluster() as client:
        results = dict(fanout.run_all(client, [("bad", Work(notebook, step=Deadly)), ("good", Work(notebook, {"other": b"file"}))]))
    assert results["bad"].notebook is None and "killed twice" in results["bad"].reason
    assert results["good"].notebook is not None


def test_a_reason_names_the_cell_and_the_way_out():
    cell = nbformat.v4.new_code_cell("25", outputs=[nbformat.v4.new_output("execute_result", {"text/plain": "25"}, execution_count=1)], execution_count=1)
    cell.metadata["nbgrader"] = {"grade": True, "points": 2, "grade_id": "primes", "cell_type": "code", "solution": False, "schema_version": 3, "locked": False}
    notebooks = {"a": nbformat.v4.new_notebook(cells=[cell])}
    assert reason(ValueError("partial credit cannot be greater"), notebooks).startswith("a, cell primes: its last value is more than its points")
    cell.outputs[0].data["text/plain"] = "2"
    assert reason(ValueError("another one"), notebooks) == "ValueError: another one"
    old = SchemaTooOldError("Outdated schema version: 0", 0, 3)
    old.add_note("a.ipynb")
    assert "a.ipynb" in reason(old, {}) and "delete the copy" in reason(old, {})


def test_bank_and_nbgrader_agree(tmp_path, graded):
    """The matrix and the gradebook give a wrong answer the same score, on a real exercise."""
    from conftest import copy_course

    from autograder.course import Exercise
    from autograder.report.matrix import matrix

    (exercise,) = copy_course(tmp_path, ["q2_similarity"])
    rows = matrix([exercise], read_course(), ["find_drops_first", "cosine_distance", "pure_python"])[exercise.name]
    here = Exercise(exercise.assignment, exercise.name, tmp_path)
    for row in rows:
        hand_in(here, row.answer.name, fill(nbformat.read(exercise.release("ja"), as_version=4), text.read(exercise), row.answer))
    graded(here)
    assert len(rows) == 3
    for row in rows:
        assert scores(here, row.answer.name) == row.got
