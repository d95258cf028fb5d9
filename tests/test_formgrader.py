"""What is changed in formgrader reaches page, table and report; and one command opens a class there."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest
from conftest import hand_in

from autograder.answers.demo import _note
from autograder.cli.formgrader import environment
from autograder.course import ROOT
from autograder.feedback.write import write
from autograder.grade.batch import grade
from autograder.report import classreport, table
from autograder.wiring import read_course


@pytest.fixture
def formgrader(built, scheduler):
    """Formgrader of a course without a configuration of its own, as `autograder formgrader` starts it; returns (course, ask)."""
    for student in ("ann", "bob"):
        hand_in(built, student, nbformat.read(built.release("en"), as_version=4))
    course = read_course(built.root)
    _note(built.root, ["ex_tiny"], ["ann", "bob"])
    grade(course, scheduler=scheduler)
    write(course)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "autograder.cli", "formgrader", "--course", str(built.root), "--", "--no-browser", f"--ServerApp.port={port}", "--ServerApp.token=t",
               "--ServerApp.allow_root=True", "--ServerApp.disable_check_xsrf=True"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)

    def ask(path, method="GET", **body):
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", method=method, data=json.dumps(body).encode() if body else None, headers={"Authorization": "token t"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    try:
        for _ in range(120):
            try:
                ask("/api/status")
                break
            except OSError:
                assert server.poll() is None, server.stdout.read()
                time.sleep(0.5)
        yield course, ask
    finally:
        os.killpg(server.pid, 15)
        server.wait(30)


def test_a_score_and_a_comment_reach_page_table_and_report(formgrader, capsys):
    course, ask = formgrader
    people = {s["id"]: s for s in json.loads(ask("/formgrader/api/students"))}
    assert set(people) == {"ann", "bob"} and people["ann"]["first_name"] and people["ann"]["last_name"], "names stand in formgrader"
    assert "ex_tiny" in ask("/formgrader/gradebook") or "formgrader" in ask("/formgrader/gradebook")
    (submission,) = [s for s in json.loads(ask("/formgrader/api/notebooks/ex_tiny")) if s["name"] == "t1_add"]
    assert submission["num_submissions"] == 2
    notebooks = {s["student"]: s["id"] for s in json.loads(ask("/formgrader/api/submitted_notebooks/ex_tiny/t1_add"))}
    grades = {g["name"]: g for g in json.loads(ask(f"/formgrader/api/grades?submission_id={notebooks['ann']}"))}
    comments = json.loads(ask(f"/formgrader/api/comments?submission_id={notebooks['ann']}"))
    ask(f"/formgrader/api/grade/{grades['t-sum']['id']}", "PUT", manual_score=1.25, extra_credit=0.5)
    ask(f"/formgrader/api/comment/{comments[0]['id']}", "PUT", manual_comment="Nearly: mind the sign.")

    page = course.folder("feedback", "ex_tiny", "ann") / "t1_add.html"
    other = course.folder("feedback", "ex_tiny", "bob") / "t1_add.html"
    assert "Nearly" not in page.read_text(encoding="utf-8")
    untouched = other.stat().st_mtime_ns
    capsys.readouterr()
    write(course)
    assert "1 up to date" in capsys.readouterr().out and other.stat().st_mtime_ns == untouched
    content = page.read_text(encoding="utf-8")
    assert "Nearly: mind the sign." in content and "1.75 / 2" in content
    table.show(course)
    assert re.search(r"ann +1.75/3", capsys.readouterr().out)
    report = classreport.write(course).read_text(encoding="utf-8")
    assert "1.75" in report


def test_a_course_with_its_own_configuration_keeps_it(built):
    (built.root / "nbgrader_config.py").write_text("c = get_config()\n")
    assert environment(read_course(built.root)).get("JUPYTER_CONFIG_PATH") == os.environ.get("JUPYTER_CONFIG_PATH")
