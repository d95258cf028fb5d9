"""Fixtures: a small course in a temporary folder, the real exercises, one cluster for all batches."""

import os
import shutil
from pathlib import Path
from random import Random

import nbformat
import pytest

from autograder.course import ROOT, Exercise, exercises

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
        for path in (exercise.source, exercise.release("ja")):
            dest = tmp_path / path.relative_to(ROOT)
            dest.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, dest)
    return exercises(only=names)


@pytest.fixture(scope="session")
def scheduler() -> str:
    """The address of one worker for all tests of a process: its start costs more than grading a notebook."""
    from autograder.grade import fanout

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUTOGRADER_WORKERS", "1")
        with fanout.cluster() as client:
            yield client.scheduler.address


def seed() -> Random:
    """A random generator whose seed is printed where a test fails; AUTOGRADER_SEED repeats it."""
    number = int(os.environ.get("AUTOGRADER_SEED") or 1)
    print(f"AUTOGRADER_SEED={number}")
    return Random(number)
