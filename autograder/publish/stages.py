"""The stages of the build, each for many exercises: text -> source -> release, and back.

Every text is read and checked before anything runs, and everything runs before
anything is written.
"""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from tqdm import tqdm

from autograder.course import Course, Exercise, display
from autograder.errors import InputError
from autograder.pool import pool
from autograder.publish import release, source, text
from autograder.publish.start import build_start


def executed(exercises: list[Exercise]) -> list[NotebookNode]:
    """The executed source notebook of each exercise, several at a time."""
    for exercise in exercises:
        text.read(exercise)
    if len(exercises) <= 1:  # not worth starting processes
        return [source.execute(exercise) for exercise in exercises]
    with pool() as processes:
        order = sorted(exercises, key=lambda e: -e.text.stat().st_size)  # the longest first: nobody waits for it at the end
        done = dict(zip(order, tqdm(processes.map(source.execute, order), total=len(order), desc="source", unit="notebook")))
    return [done[exercise] for exercise in exercises]


def build_sources(exercises: list[Exercise], again: bool = False) -> None:
    """Write source/**.ipynb for the texts that changed (all of them with `again`)."""
    stale = [e for e in exercises if again or not e.source.exists() or _made_from(e) != source.digest(e)]
    for exercise, nb in zip(stale, executed(stale)):
        source.save(nb, exercise.source)
        print(f"{display(exercise.text)} -> {display(exercise.source)}")
    if len(stale) < len(exercises):
        print(f"{len(exercises) - len(stale)} source notebooks are up to date")


def _made_from(exercise: Exercise) -> str:
    try:
        return json.loads(exercise.source.read_text(encoding="utf-8"))["metadata"]["course"]["text"]
    except (ValueError, KeyError, TypeError):
        return ""


def build_releases(exercises: list[Exercise], course: Course, out: Path | None = None) -> None:
    """Write release/ja and release/en for the assignments of these exercises."""
    for exercise in exercises:
        if not (course.root / exercise.source.relative_to(exercise.root)).exists():
            raise InputError(display(exercise.source), "this source notebook does not exist; run `make source` first")
    assignments = sorted({e.assignment for e in exercises})
    out = out or course.root / "release"
    release.generate(course, out, assignments)
    build_start(course.root, out)
    print(f"{len(assignments)} assignments -> release/ja, release/en")


def sync_texts(exercises: list[Exercise]) -> None:
    """Bring edits of source/**.ipynb (made in JupyterLab) back into course/*.py."""
    for exercise in exercises:
        edited = text.write(nbformat.read(exercise.source, as_version=4))
        if edited != exercise.text.read_text(encoding="utf-8"):
            exercise.text.write_text(edited, encoding="utf-8")
            print(f"{display(exercise.source)} -> {display(exercise.text)}")
