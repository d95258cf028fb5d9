"""A wrong test is corrected: the preview says whose score changes and why, then it is done; what was given by hand stays."""

from datetime import datetime

import nbformat
import pytest
from conftest import TINY, hand_in, scores

from autograder.course import ROOT
from autograder.errors import InputError
from autograder.feedback.write import write
from autograder.grade.batch import grade
from autograder.publish.stages import build_sources
from autograder.report import classreport
from autograder.report.regrade import regrade
from autograder.report.table import show
from autograder.wiring import gradebook, read_course

CODE = {"ann": "return a + b", "bob": "return abs(a + b) or 0", "cem": "return a - b"}


@pytest.fixture
def graded(built, scheduler):
    """Three students; the teacher gave cem half a point, a comment and a bonus by hand."""
    for student, code in CODE.items():
        nb = nbformat.read(built.release("ja"), as_version=4)
        next(c for c in nb.cells if c.id == "t-add").source = f"def add(a, b):\n    {code}"
        hand_in(built, student, nb)
    course = read_course(built.root)
    grade(course, scheduler=scheduler)
    with gradebook(course) as book:
        notebook = book.find_submission_notebook("t1_add", "ex_tiny", "cem")
        next(g for g in notebook.grades if g.name == "t-sum").manual_score = 0.5
        next(g for g in notebook.grades if g.name == "t-zero").extra_credit = 0.25
        next(c for c in notebook.comments if c.name == "t-add").manual_comment = "well tried"
        book.db.commit()
    return built


def correct(exercise, old, new):
    assert old in TINY
    exercise.text.write_text(TINY.replace(old, new), encoding="utf-8")
    build_sources([exercise])


def test_a_preview_writes_nothing_and_the_real_run_does_what_it_said(graded, scheduler, capsys):
    correct(graded, 'assert add(0, 7) == 7, "0 は / what about 0?"', 'assert add(-3, -4) == -7, "負の数 / negative numbers?"')
    before = {student: scores(graded, student) for student in CODE}
    files = {p: p.read_bytes() for p in (graded.root / "autograded").rglob("*.ipynb")}
    course = read_course(graded.root)
    capsys.readouterr()
    assert regrade(course, ["t1_add"], dry=True, scheduler=scheduler) == 0
    said = capsys.readouterr().out
    assert {student: scores(graded, student) for student in CODE} == before and {p: p.read_bytes() for p in files} == files
    assert not list((graded.root / ".cache").glob("regrade-*"))
    assert "bob  t1_add  3/3 -> 2/3  (-1)" in said and "t-zero  1/1 -> 0/1  is lost: AssertionError: 負の数" in said
    assert "ann" not in said and "cem" not in said
    assert "1 of 3 notebooks would change: 0 up, 1 down; nothing was written" in said

    assert regrade(course, scheduler=scheduler) == 0
    done = capsys.readouterr().out
    assert "bob  t1_add  3/3 -> 2/3  (-1)" in done and "1 of 3 notebooks changed: 0 up, 1 down" in done
    assert scores(graded, "bob") == {"t-sum": 2, "t-zero": 0} and scores(graded, "ann") == before["ann"]
    with gradebook(course) as book:
        notebook = book.find_submission_notebook("t1_add", "ex_tiny", "cem")
        assert {g.name: (g.manual_score, g.extra_credit) for g in notebook.grades} == {"t-sum": (0.5, None), "t-zero": (None, 0.25)}
        assert next(c for c in notebook.comments if c.name == "t-add").comment == "well tried"
    assert regrade(course, dry=True, scheduler=scheduler) == 0 and "0 of 3 notebooks would change" in capsys.readouterr().out


def test_a_check_that_passes_now_and_points_that_changed(graded, scheduler, capsys):
    correct(graded, 'assert add(0, 7) == 7, "0 は / what about 0?"', 'assert abs(add(0, 7)) == 7, "0 は / what about 0?"')
    course = read_course(graded.root)
    assert regrade(course, dry=True, scheduler=scheduler) == 0
    said = capsys.readouterr().out
    assert "cem  t1_add  0.75/3 -> 1.75/3  (+1)" in said and "was lost: AssertionError: 0 は" in said and "passes now" in said
    assert "t-sum  keeps the score given by hand" in said
    correct(graded, '"grade": true, "points": 2', '"grade": true, "points": 4')
    assert regrade(course, scheduler=scheduler) == 0
    said = capsys.readouterr().out
    assert "ann  t1_add  3/3 -> 5/5  (+2)" in said and "t-sum  2/2 -> 4/4  worth 4 instead of 2" in said
    assert "cem  t1_add  0.75/3 -> 0.75/5  (+0)" in said


def test_nothing_graded_is_one_sentence(built):
    with pytest.raises(InputError, match="nothing is graded yet"):
        regrade(read_course(built.root), dry=True)


def test_a_late_policy_is_off_until_two_lines_switch_it_on(graded, scheduler, capsys):
    for student in CODE:
        (graded.root / "submitted" / student / "ex_tiny" / "timestamp.txt").write_text("2026-10-31 20:00:00 UTC" if student == "ann" else "2026-10-30 17:10:00 UTC")
    course = read_course(graded.root)
    with gradebook(course) as book:
        book.update_or_create_assignment("ex_tiny", duedate=datetime(2026, 10, 30, 17))
    grade(course, scheduler=scheduler)

    def penalties():
        with gradebook(course) as book:
            return {student: book.find_submission("ex_tiny", student).late_submission_penalty for student in CODE}

    assert penalties() == {student: 0 for student in CODE}
    lines = [line.lstrip("# ") for line in (ROOT / "nbgrader_config.py").read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("# c.")]
    assert len(lines) == 2
    exec("".join(lines), {"c": course.config})
    capsys.readouterr()
    regrade(course, dry=True, scheduler=scheduler)
    assert "deducted for handing in late: 0 -> 0.6" in capsys.readouterr().out and penalties()["ann"] == 0
    regrade(course, scheduler=scheduler)
    assert penalties() == {"ann": pytest.approx(0.6), "bob": 0, "cem": 0}, "27 hours are two days begun; ten minutes are grace"
    assert scores(graded, "ann") == {"t-sum": 2, "t-zero": 1}
    show(course)
    write(course)
    page = (graded.root / "feedback" / "ann" / "ex_tiny" / "t1_add.html").read_text(encoding="utf-8")
    assert "提出が遅れたための減点" in page and "0.6" in page
    assert "late by 27 h (-0.6)" in capsys.readouterr().out
    assert "by 27.0 h, 0.6 points deducted" in classreport.write(course).read_text(encoding="utf-8")
