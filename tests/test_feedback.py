"""What a student gets back: one language, one's own work, nothing of a hidden test, and what the teacher wrote."""

import nbformat
import pytest
from conftest import hand_in
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbformat.v4 import new_output as output

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.feedback import view
from autograder.feedback.diagnosis import Misconception, diagnose
from autograder.feedback.prose import rendered
from autograder.feedback.view import _cell
from autograder.feedback.write import write
from autograder.grade.batch import grade
from autograder.publish import text
from autograder.wiring import gradebook, read_course


@pytest.fixture
def graded(built, scheduler):
    """A class of one, who subtracts, in both editions; returns (course, read a page)."""
    source = text.read(built)
    for student, lang in (("ann", "ja"), ("bob", "en")):
        nb = fill(nbformat.read(built.release(lang), as_version=4), source, answers(built, source)[0])
        stub = next(c for c in nb.cells if "def add" in c.source)
        stub.source = "def add(a, b):\n    print('from my cell')\n    return a - b"
        hand_in(built, student, nb)
    course = read_course(built.root)
    grade(course, scheduler=scheduler)
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
        assert "secret" not in content and "40" not in content[content.index("<body"):].replace("#", ""), "a hidden test is on the page"
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
    with gradebook(course) as book:  # as a late policy that was decided afterwards
        book.find_submission_notebook("t1_add", "ex_tiny", "bob").late_submission_penalty = 0.5
        book.db.commit()
    write(course)
    assert "deducted for handing in late: −0.5 points" in page("bob")


def test_formulas_tables_and_folds_need_no_script():
    shown = rendered("$$\\frac{a}{b}$$\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<details><summary>answer</summary>\n\n$x^2$\n\n</details>\n<script>alert(1)</script>")
    assert "<mfrac>" in shown and "<td>1</td>" in shown and "<summary>answer</summary>" in shown and "<msup>" in shown
    assert "<script" not in shown


def test_what_students_write_in_cells_of_their_own_is_shown_and_harmless():
    shown = rendered("\\begin{align*}\na &= b \\\\\nc &= d\n\\end{align*}\n\n$$\\begin{aligned} p &= q\\end{aligned}$$ ~~no~~ ![far](https://example.org/x.png) [a](data:text/html,x) [b](https://example.org)")
    assert shown.count("<mtr>") == 3 and "&amp;</mi>" not in shown and "<s>no</s>" in shown
    assert "example.org/x.png" not in shown and "far" in shown, "a page needs no network"
    assert 'href="data:' not in shown and 'href="https://example.org"' in shown


def test_outputs_of_all_kinds():
    def shown(**data):
        return view._output(output("display_data", data={kind.replace("_", "/", 1).replace("_", "+"): content for kind, content in data.items()}), "en")

    assert shown(image_png="aGk=\n", text_plain="x") == {"src": "data:image/png;base64,aGk="}
    assert shown(image_jpeg="aGk=")["src"].startswith("data:image/jpeg;base64,")
    assert shown(image_svg_xml="<svg onload='alert(1)'/>")["src"].startswith("data:image/svg+xml;base64,"), "as a picture: no script runs in it"
    assert "<msup>" in shown(text_latex="$x^2$", text_plain="<IPython.core.display.Latex object>")["html"]
    assert shown(text_html="<script>alert(1)</script>", text_plain="a  b\n1  2") == {"text": "a  b\n1  2"}
    assert shown(text_html="<table><tr><td onclick='x'>1</td></tr></table><script>alert(1)</script>", text_plain="<IPython.core.display.HTML object>")["html"] == \
        "<table><tbody><tr><td>1</td></tr></tbody></table>"
    stream = view._output(output("stream", name="stdout", text="kept\n\r 10%\r 99%\n\x1b[31mred\x1b[0m \x1b]8;;http://x\x07link\x1b]8;;\x07 \x1b[?25l\x07end\x00"), "en")
    assert stream == {"text": "kept\n 99%\nred link end"}, "a carriage return overwrites its own line only"
    error = output("error", ename="ImportError", evalue="cannot import name x from torch (/srv/grading/.venv/lib/python3.11/site-packages/torch/__init__.py)")
    assert view._output(error, "en")["text"] == "ImportError: cannot import name x from torch (site-packages/torch/__init__.py)"
    assert view._output(output("stream", name="stdout", text="/tmp/autograder-0/p1/w2/autograder-0/p3/k4/scratch/mine.txt /home/ann/x"), "en") == {"text": "/mine.txt /home/ann/x"}
    assert view._output(output("stream", name="stdout", text="\r\x1b[K\n"), "en") is None, "no empty box"
    assert view._output(output("stream", name="stdout", text="z" * 20_500), "en")["text"].endswith("\n(500 more characters are left out)")


def test_a_misconception_leads_to_its_passage_and_an_open_stub_is_named():
    nb = new_notebook(cells=[new_markdown_cell("## 1. Sums of $x$"), stub("t-add", "def add(a, b):\n    return a - b"), new_markdown_cell("no heading"),
                             new_markdown_cell("## 2. More"), stub("t-mul", "def mul(a, b):\n    # your code\n    raise NotImplementedError('x')")])
    found = view._passage(nb, "add")
    assert found["passage"] == "cell-0" and found["own"] == "t-add" and found["heading"].startswith("1. Sums of <math")
    assert view._passage(nb, "mul")["passage"] == "cell-3" and view._passage(nb, "gone") == {}
    assert view._blank(nb, view.SAY["en"]) == "Not written yet: mul" and view._blank(nb, view.SAY["ja"]) == "まだ書かれていません：mul"
    nb.cells[1].source = "def add(a, b):\n    raise NotImplementedError"
    assert view._blank(nb, view.SAY["en"]) == "Not written yet."


def test_what_a_test_with_a_part_of_its_points_prints_reaches_the_page():
    cell = new_code_cell("# 誤りを見つけます。 / It finds mistakes.\n1.5", metadata={"nbgrader": {"grade_id": "t-own", "grade": True, "points": 3, "score": 1.5}},
                         outputs=[output("stream", name="stdout", text="見逃した: <マスク> (2) / missed: <masks> (2)\n見逃した: 勾配 / missed: gradients\n")])
    check = view._check(cell, "en", [], "")
    assert check["state"] == "part" and check["message"] == "missed: &lt;masks&gt; (2)\nmissed: gradients"
    cell.metadata.nbgrader.score = 3
    assert view._check(cell, "ja", [], "")["message"] == ""


def stub(name, code):
    return new_code_cell(code, metadata={"nbgrader": {"grade_id": name, "solution": True, "grade": False, "locked": False, "schema_version": 3}})


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
    assert _cell(cell, "ja", False, 0)["html"] == f"<pre>{'[' * 10_000}</pre>"
