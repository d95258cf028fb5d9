"""A term's way over nbgrader's exchange: a teacher's and two students' folders on one machine, in both editions."""

from pathlib import Path

import nbformat
import pytest
from conftest import nbgrader, scores

from autograder import cli
from autograder.course import ROOT

SAID = {"ja": ("和を返します。", "和ですか"), "en": ("It returns the sum.", "is it the sum?")}


class Person:
    """Somebody with a home, a configuration and the nbgrader commands."""

    def __init__(self, home: Path, config: str):
        self.home = home
        home.mkdir(exist_ok=True)
        (home / "nbgrader_config.py").write_text(config, encoding="utf-8")

    def does(self, *words: str) -> str:
        done = nbgrader(self.home, *words, HOME=str(self.home), JUPYTER_DATA_DIR=str(self.home / ".data"), JUPYTER_CONFIG_DIR=str(self.home / ".jupyter"))
        assert done.returncode == 0, f"nbgrader {' '.join(words)}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_term_over_the_exchange(built, tmp_path_factory, lang):
    there = tmp_path_factory.mktemp("machine")
    exchange = there / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    common = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.CourseDirectory.course_id = 'transformer'\n"
    teacher = Person(built.root, f"load_subconfig('nbgrader_config.py', path={str(ROOT)!r})\n{common}c.CourseDirectory.release_directory = 'release/{lang}'\n")
    ann, bob = (Person(there / name, f"{common}c.CourseDirectory.student_id = {name!r}\n") for name in ("ann", "bob"))

    teacher.does("release_assignment", "ex_tiny")
    for student in (ann, bob):
        assert "ex_tiny" in student.does("list")
        student.does("fetch_assignment", "ex_tiny")
    for student, code in ((ann, "return a + b"), (bob, "return a - b")):
        path = student.home / "ex_tiny" / "t1_add.ipynb"
        nb = nbformat.read(path, as_version=4)
        next(c for c in nb.cells if c.id == "t-add").source = f"def add(a, b):\n    {code}"
        nbformat.write(nb, path)
        student.does("submit", "ex_tiny")
    teacher.does("collect", "ex_tiny", "--ExchangeCollect.check_owner=False")
    course = ["--course", str(built.root)]
    assert cli.main(["grade", *course]) == 0
    assert scores(built, "ann") == {"t-sum": 2, "t-zero": 1} and scores(built, "bob") == {"t-sum": 0, "t-zero": 0}
    assert cli.main(["feedback", *course]) == 0
    teacher.does("release_feedback", "ex_tiny")
    heading, message = SAID[lang]
    for student, points in ((ann, "3"), (bob, "0")):
        student.does("fetch_feedback", "ex_tiny")
        (page,) = (student.home / "ex_tiny" / "feedback").rglob("*.html")
        content = page.read_text(encoding="utf-8")
        assert f'<html lang="{lang}">' in content and heading in content and f"{points} / 3" in content
        assert message in content
        assert "secret" not in content and str(built.root) not in content
