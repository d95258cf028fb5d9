"""Every page of a demo class: what a student must never see is on none of them, and what happened to a notebook is said."""

import html
import re

import nbformat
import pytest
from conftest import SEED

from autograder.answers.demo import make_class, students
from autograder.course import ROOT, exercises
from autograder.feedback.write import write
from autograder.grade.batch import grade
from autograder.publish import text
from autograder.publish.gates import REGION
from autograder.report.plainly import class_of_answers
from autograder.wiring import read_course

WRONG = '''"""
ja: {name} です。
en: It is {name}.
fails: t-sum t-zero
"""

def add(a, b):
    return {code}
'''
SIZE = 12


@pytest.fixture(scope="module")
def pages(course, scheduler, tmp_path_factory):
    """(folder of the class, {student: page}) of a class with everything that happens in a real one."""
    import shutil

    from autograder.course import Exercise

    home = tmp_path_factory.mktemp("author")
    shutil.copytree(course, home, dirs_exist_ok=True)
    exercise = Exercise("ex_tiny", "t1_add", home)
    (exercise.bank / "wrong").mkdir(parents=True)
    for name, code in (("minus", "a - b"), ("product", "a * b + 1"), ("first", "a + 0 * b - 1")):
        (exercise.bank / "wrong" / f"{name}.py").write_text(WRONG.format(name=name, code=code), encoding="utf-8")
    root = tmp_path_factory.mktemp("demo")
    make_class([exercise], root, SIZE)
    read = read_course(root)
    read.config.ExecuteOnce.timeout = 3  # the endless loop
    grade(read, scheduler=scheduler)
    write(read)
    found = {path.parent.parent.name: path.read_text(encoding="utf-8") for path in (root / "feedback").rglob("*.html")}
    return exercise, root, found


def _of(pages, kind):
    return next(content for student, content in pages[2].items() if student.endswith(kind))


def test_everybody_has_a_page(pages):
    assert set(pages[2]) == set(students(SIZE))


def test_no_page_shows_what_a_student_must_not_see(pages):
    exercise, root, found = pages
    hidden = {line.strip() for cell in text.read(exercise).cells for region in REGION["hidden test"].findall(cell.source) for line in region.splitlines()
              if not line.strip().startswith("###")}
    assert any("secret" in line for line in hidden) and len(hidden) == 3
    for student, content in found.items():
        shown = content.replace("&quot;", '"').replace("&#x27;", "'")
        assert not [line for line in hidden if line in shown], f"{student} sees a hidden test"
        assert "secret" not in shown and "Traceback" not in shown and "BEGIN SOLUTION" not in shown
        assert str(root) not in shown and str(exercise.root) not in shown and "site-packages" not in shown and "/tmp/" not in shown
        assert not [other for other in students(SIZE) if other != student and other in shown], f"{student} sees another student"
        assert not re.search(r"<script|src=.https?:|@import|url\(https?:", shown)


def test_a_real_exercise_gives_nothing_away_either(scheduler, tmp_path):
    """Answers of the course's own bank: no page has a line of a hidden test that the release does not show as well."""
    exercise, = exercises(only=["q2_similarity"])
    course = class_of_answers(tmp_path, ["q2_similarity"], 4, SEED)
    grade(course, scheduler=scheduler)
    write(course)
    shown = "\n".join(cell.source for cell in nbformat.read(exercise.release("ja"), as_version=4).cells)
    regions = [region for cell in text.read(exercise).cells for region in REGION["hidden test"].findall(cell.source)]
    hidden = {line.strip() for region in regions for line in region.splitlines() if len(line.strip()) > 24 and line.strip() not in shown}
    found = {path.parent.parent.name: html.unescape(path.read_text(encoding="utf-8")) for path in (tmp_path / "feedback").rglob("*.html")}
    assert len(hidden) > 50 and len(found) == 4
    for student, content in found.items():
        assert not [line for line in hidden if line in content], f"{student} sees a hidden test"
        assert "Traceback" not in content and str(ROOT) not in content and str(tmp_path) not in content
        assert not [other for other in found if other != student and other in content]


def test_what_happened_to_a_notebook_is_said(pages):
    broken = _of(pages, "syntax_error")
    assert broken.count("構文エラーがあります") == 1 and "NameError" not in broken and "上の構文エラーのため" in broken
    assert "消されていた読み取り専用のセルを元に戻しました。" in _of(pages, "deleted_test")
    assert "複製されたセルは、最後のものを採点しました。" in _of(pages, "duplicated_cell")
    assert _of(pages, "blank").count("まだ書かれていません。") == 2
    assert not [student for student, content in pages[2].items() if student.endswith("good") and "元に戻しました" in content]
