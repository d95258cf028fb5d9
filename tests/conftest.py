"""Fixtures: a small course in a temporary folder, the real exercises, one cluster for all batches."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from random import Random

import nbformat
import pytest
from nbgrader.apps.nbgraderapp import NbGraderApp
from nbgrader.validator import Validator

from autograder.course import Exercise, exercises

TINY = '''# %% [markdown] lang="ja"
r"""
# 足し算
"""

# %% [markdown] lang="en"
r"""
# Sums
"""

# %% nbgrader={"grade_id": "t-add", "solution": true}
def add(a, b):
    """The sum."""
    ### BEGIN SOLUTION
    total = a + b
    return total
    ### END SOLUTION

# %% nbgrader={"grade_id": "t-add-try", "locked": true}
assert add(1, 2) == 3, "和ですか / is it the sum?"

# %% nbgrader={"grade_id": "t-sum", "grade": true, "points": 2}
# 和を返します。 / It returns the sum.
### BEGIN HIDDEN TESTS
secret = 40
assert add(secret, 2) == 42, "和ですか / is it the sum?"
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "t-zero", "grade": true, "points": 1}
# 0 も足せます。 / Zero can be added.
### BEGIN HIDDEN TESTS
assert add(0, 7) == 7, "0 は / what about 0?"
### END HIDDEN TESTS

# %%
print("the sum is", add(20, 22))
'''


@pytest.fixture
def tiny(tmp_path) -> Exercise:
    """One exercise, `course/ex_tiny/t1_add.py`, in an empty course folder."""
    exercise = Exercise("ex_tiny", "t1_add", tmp_path)
    exercise.text.parent.mkdir(parents=True)
    exercise.text.write_text(TINY, encoding="utf-8")
    return exercise


@pytest.fixture(scope="session")
def course(tmp_path_factory) -> Path:
    """A course folder with that exercise, its source, releases and gradebook, made once."""
    from autograder.publish.stages import build_releases, build_sources
    from autograder.wiring import read_course

    root = tmp_path_factory.mktemp("course")
    exercise = Exercise("ex_tiny", "t1_add", root)
    exercise.text.parent.mkdir(parents=True)
    exercise.text.write_text(TINY, encoding="utf-8")
    build_sources([exercise])
    build_releases([exercise], read_course(root))
    return root


@pytest.fixture
def built(course, tmp_path) -> Exercise:
    """The same exercise with its source and its releases, in a copy of that folder."""
    shutil.copytree(course, tmp_path, dirs_exist_ok=True)
    return Exercise("ex_tiny", "t1_add", tmp_path)


def hand_in(exercise: Exercise, student: str, nb: nbformat.NotebookNode) -> Path:
    """Put a notebook into submitted/; returns its path."""
    path = exercise.root / "submitted" / student / exercise.assignment / exercise.source.name
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)
    return path


def scores(exercise: Exercise, student: str) -> dict[str, float]:
    """grade_id -> score of a student, from the gradebook."""
    from autograder.wiring import gradebook, read_course

    with gradebook(read_course(exercise.root)) as book:
        notebook = book.find_submission_notebook(exercise.name, exercise.assignment, student)
        return {grade.name: grade.score for grade in notebook.grades}


def copy_course(tmp_path: Path, names: list[str]) -> list[Exercise]:
    """Real exercises (their source and release) in a folder of their own."""
    for exercise in exercises(only=names):
        exercise.put_into(tmp_path, "ja")
    return exercises(only=names)


@pytest.fixture(scope="session")
def scheduler() -> str:
    """The address of one worker for all tests of a process: its start costs more than grading a notebook."""
    from autograder.grade import fanout

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_WORKERS", "1")
        with fanout.cluster() as client:
            yield client.scheduler.address


SEED = int(os.environ.get("AUTOGRADER_SEED") or 1)
WHOLE = bool(os.environ.get("AUTOGRADER_WHOLE"))


def seed() -> Random:
    """A random generator whose seed is printed where a test fails; AUTOGRADER_SEED repeats it."""
    print(f"AUTOGRADER_SEED={SEED}")
    return Random(SEED)


def some(items, count: int) -> list:
    """`count` of what takes long to test, drawn by AUTOGRADER_SEED; all of it with AUTOGRADER_WHOLE=1 (`make test-all`)."""
    items = list(items)
    return items if WHOLE or count >= len(items) else Random(SEED).sample(items, count)


def nbgrader(cwd: Path, *words: str, **environment: str) -> subprocess.CompletedProcess:
    """An nbgrader command as it is typed in a folder, in a fork of this process: its imports take longer than most commands."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.chdir(cwd)
                os.environ.update(environment, PATH=os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]]))
                for number, file in ((1, out), (2, err)):
                    os.dup2(file.fileno(), number)
                sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)
                Validator.stream = sys.stdout  # nbgrader binds it when the module is loaded
                logging.root.handlers.clear()
                signal.alarm(600)
                NbGraderApp.clear_instance()
                NbGraderApp.launch_instance(argv=list(words))
                status = 0
            except SystemExit as ended:
                status = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush(), sys.stderr.flush()
                os._exit(status)
        _, ended = os.waitpid(child, 0)
        out.seek(0), err.seek(0)
        return subprocess.CompletedProcess(words, os.waitstatus_to_exitcode(ended), out.read(), err.read())


def code_cell(name: str, code: str, solution: bool = False, points: int = 0, locked: bool = False):
    """A code cell as nbgrader marks it: of a student, graded if it has points, given if it is locked."""
    grader = {"schema_version": 3, "locked": locked, "task": False, "grade_id": name, "solution": solution, "grade": bool(points)}
    return nbformat.v4.new_code_cell(code, metadata={"nbgrader": grader | ({"points": points} if points else {})})


@pytest.fixture
def judge():
    """The judge's end of a border; behind it is a process with the names of theirs.py."""
    from theirs import border  # not for every test: it brings PyTorch along

    with border() as peer:
        yield peer
