"""What a student gets back: one language, one's own work, nothing of a hidden test, and what the teacher wrote."""

import nbformat
import pytest
from conftest import hand_in

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.feedback.diagnosis import Misconception, diagnose
from autograder.feedback.prose import rendered
from autograder.feedback.view import _cell
from autograder.feedback.write import write
from autograder.grade.batch import grade
from autograder.publish import text
from autograder.wiring import gradebook, read_course


@pytest.fixture
def graded(built):
    """A class of one, who subtracts, in both editions; returns (course, read a page)."""
    source = text.read(built)
    for student, lang in (("ann", "ja"), ("bob", "en")):
        nb = fill(nbformat.read(built.release(lang), as_version=4), source, answers(built, source)[0])
        stub = next(c for c in nb.cells if "def add" in c.source)
        stub.source = "def add(a, b):\n    print('from my cell')\n    return a - b"
        hand_in(built, student, nb)
    course = read_course(built.root)
    grade(course)
    write(course)
    return course, lambda student: (built.root / "feedback" / student / built.assignment / "t1_add.html").read_text(encoding="utf-8")


def test_a_page_speaks_the_language_that_was_handed_in(graded):
    _, page = graded
    assert '<html lang="ja">' in page("ann") and "和を返します。" in page("ann") and "It returns the sum." not in page("ann")
    assert '<html lang="en">' in page("bob") and "It returns the sum." in page("bob") and "和を返します。" not in page("bob")
    assert "is it the sum?" in page("bob") and "和ですか" in page("ann")


def test_a_page_shows_no_hidden_test_and_loads_nothing(graded):
    course, page = graded
    for content in (page("ann"), page("bob")):
        assert "secret" not in content and "40" not in content.replace("#", ""), "a hidden test is on the page"
        assert "Traceback" not in content and str(course.root) not in content
        assert "<script" not in content and 'src="http' not in content


def test_manual_scores_and_comments_reach_the_page(graded):
    course, page = graded
    with gradebook(course) as book:
        notebook = book.find_submission_notebook("t1_add", "ex_tiny", "ann")
        next(g for g in notebook.grades if g.name == "t-sum").manual_score = 1.5
        next(c for c in notebook.comments if c.name == "t-add").manual_comment = "符号を見直しましょう <b>"
        book.db.commit()
    before = page("bob")
    write(course)
    assert "1.5 / 2" in page("ann") and "符号を見直しましょう &lt;b&gt;" in page("ann")
    assert page("bob") == before


def test_formulas_tables_and_folds_need_no_script():
    shown = rendered("$$\\frac{a}{b}$$\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<details><summary>answer</summary>\n\n$x^2$\n\n</details>\n<script>alert(1)</script>")
    assert "<mfrac>" in shown and "<td>1</td>" in shown and "<summary>answer</summary>" in shown and "<msup>" in shown
    assert "<script" not in shown


def test_a_diagnosis_is_unique_or_silent():
    known = [(Misconception("a", "あ", "one", "f"), {"c": [0, "x", "t1"]}), (Misconception("b", "い", "two", "f"), {"c": [0, "x", "t2"]}),
             (Misconception("d", "い", "two", "f"), {"c": [0, "y", ""]})]
    assert diagnose({"c": [0, "x", "t2"]}, known).name == "b"
    assert diagnose({"c": [0, "x", "other"]}, known) is None, "points and messages fit two sentences"
    assert diagnose({"c": [0, "y", "other"]}, known).name == "d"
    assert diagnose({"c": [1, "", ""]}, known) is None


def test_a_passed_check_does_not_decide_between_two_misconceptions():
    one, other = (Misconception(name, name, name, "f") for name in ("one", "other"))
    known = [(one, {"a": [0, "no", "1"], "b": [1, "", "5"]}), (other, {"a": [0, "no", "2"], "b": [1, "", "5"]})]
    assert diagnose({"a": [0, "no", "1"], "b": [1, "", "6"]}, known) == one
    assert diagnose({"a": [0, "no", "3"], "b": [1, "", "5"]}, known) is None, "both say the same"


def test_what_a_student_wrote_loads_nothing_and_takes_no_time():
    page = rendered('![a](http://192.0.2.1/a.png) <img src="//192.0.2.1/b.png"> ![c](data:image/png;base64,AAAA) <a href="data:text/html,x">d</a> [e](https://example.org) [f](start.ipynb#x) <a href="javascript:g">g</a>')
    assert "192.0.2.1" not in page and "data:text" not in page and "javascript" not in page
    assert 'src="data:image/png;base64,AAAA"' in page and 'href="https://example.org"' in page and 'href="start.ipynb#x"' in page
    cell = nbformat.v4.new_markdown_cell("[" * 40_000)  # minutes for a reader of Markdown
    assert _cell(cell, "ja", False)["html"] == f"<pre>{'[' * 10_000}</pre>"
