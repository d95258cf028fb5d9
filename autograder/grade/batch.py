"""Grade everything new in submitted/: found -> cleaned -> executed -> scored -> noted.

Executing fans out over the processes of a dask cluster (fanout.py); everything else
happens here, and only this process writes the gradebook: each score as soon as the
submission's notebooks are back, noted in the ledger right after.  So the same command
goes on after any interruption, and a second run redoes only what changed.
"""

from __future__ import annotations

import errno
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Assignment, SubmittedAssignment
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from sqlalchemy.exc import DBAPIError

from autograder.course import Course, display, workers
from autograder.errors import InputError, visible
from autograder.grade import fanout
from autograder.grade.collect import Submission
from autograder.grade.execute import hit_a_limit, remember, with_outputs
from autograder.grade.ledger import Entry, Ledger, alone
from autograder.grade.reasons import reason
from autograder.grade.reference import find_unserved
from autograder.grade.repair import repairs
from autograder.grade.score import Scorer, scorer
from autograder.grade.sources import noted
from autograder.grade.work import Result, Work
from autograder.judge.run import REMARKS
from autograder.wiring import gradebook


def grade(course: Course, only: list[str] | None = None, again: bool = False, scheduler: str | None = None, rescore: bool = False) -> dict[str, Entry]:
    """Autograde what is new; returns the ledger's entry of each submission, {student/assignment: Entry}.

    again: also what did not change, and run its notebooks anew.  scheduler: address of a dask cluster.
    rescore: also what did not change, from the notebooks that ran before where nothing that decides their outputs is another.
    """
    found = [Submission(student, a, folder) for a in course.chosen(only) for student, folder in course.students("submitted", a.name).items()]
    if not found:
        raise InputError(display(course.root), "nothing to grade: put work into submitted/<student>/<assignment>/*.ipynb")
    with _in_one_sentence(course), alone(course):
        ledger = Ledger(course)
        ledger.shorten()
        known = _in_gradebook(course)
        sources, unbuilt = noted(course, [s.assignment.name for s in found], ledger, known)
        for s in found:
            if s.assignment.name in unbuilt:
                ledger.note(s.name, Entry("", str(unbuilt[s.assignment.name])))
        ready = [s for s in found if s.assignment.name in sources]
        digests = {s.name: f"{sources[s.assignment.name]} {s.digest()}" for s in ready}
        todo = [s for s in ready if again or rescore or s.name not in known or not _is_done(ledger.get(s.name), digests[s.name])]
        if len(todo) < len(ready):
            Console().print(f"{len(ready) - len(todo)} of {len(found)} submissions are unchanged and keep their grades.")
        if todo:
            print(f"grading {len(todo)} submissions " + (f"on {scheduler}" if scheduler else f"with {workers()} worker{'s' * (workers() > 1)}"), flush=True)
            _grade(course, todo, digests, ledger, again, scheduler)
    return {s.name: ledger.get(s.name) for s in found}


def ledger(course: Course) -> dict[str, Entry]:
    """What is known about each submission, for reports."""
    return Ledger(course).entries


def progress() -> Progress:
    """The one look of a progress bar: what, how many, how long, how long still."""
    return Progress(TextColumn("{task.description:>8}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())


def _is_done(entry: Entry | None, digest: str) -> bool:
    return entry is not None and entry.digest == digest and not entry.refused  # refused ones again


@dataclass
class _Open:
    """A submission on its way: what is still being run, and what is back."""

    submission: Submission
    waiting: dict[str, Work] = field(default_factory=dict)
    executed: dict[str, NotebookNode] = field(default_factory=dict)
    refused: str = ""


def _grade(course: Course, todo: list[Submission], digests: dict[str, str], ledger: Ledger, again: bool, scheduler: str | None) -> None:
    stage = course.cache / "stage"
    shutil.rmtree(stage, ignore_errors=True)
    try:
        with scorer(course, stage) as scores, fanout.cluster(scheduler) as client, progress() as bar:
            find_unserved(client, course, scores, list({s.assignment.name: s.assignment for s in todo}.values()), _memory(course))
            task = bar.add_task("grade", total=len(todo))
            for way in _executed(client, _cleaned(todo, scores), _memory(course), again):
                ledger.note(way.submission.name, _scored(way, scores, digests[way.submission.name]))
                shutil.rmtree(scores.staged(way.submission), ignore_errors=True)
                bar.advance(task)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _memory(course: Course) -> Path:
    """Where executed notebooks are remembered: ExecuteOnce.memory, from the course folder on."""
    return course.root / course.config.ExecuteOnce.get("memory", Path(".cache") / "executed")


def _cleaned(todo: list[Submission], scores: Scorer) -> Iterator[_Open]:
    """Each submission with the work that it makes."""
    for submission in todo:
        way = _Open(submission)
        try:
            submission.copy(scores.staged(submission), scores.cells(submission.assignment))
            way.waiting = scores.clean(submission)
        except Exception as error:
            if _is_everybodys(error):
                raise
            scores.book.drop()
            way.refused = reason(error, {})
        yield way


def _is_everybodys(error: Exception) -> bool:
    """Whether an error would meet the next submission as well: the gradebook's, the disk's, the rights'; not that of an odd file."""
    return isinstance(error, DBAPIError) or isinstance(error, OSError) and error.errno not in (
        errno.EISDIR, errno.ENOTDIR, errno.ENOENT, errno.EEXIST, errno.ENOTEMPTY, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.EILSEQ)


def _executed(client, ways, memory: Path, again: bool) -> Iterator[_Open]:
    """The submissions whose notebooks are all back, in the order in which they are."""
    ready: list[_Open] = []

    def works():
        for way in ways:
            for name, work in list(way.waiting.items()):
                kept = memory / f"{work.key}.ipynb"
                if kept.exists() and not again:
                    _arrived(way, name, Result(kept.read_bytes()))
                else:
                    yield (way, name, kept), work
            if not way.waiting:
                ready.append(way)
            yield None, None

    for place, result in fanout.run_all(client, works()):
        if place is not None:
            way, name, kept = place
            _arrived(way, name, result)
            if name in way.executed and not hit_a_limit(way.executed[name]):
                remember(kept, result.notebook)
            if not way.waiting and way not in ready:
                ready.append(way)
        while ready:
            yield ready.pop(0)


def _arrived(way: _Open, name: str, result: Result) -> None:
    work = way.waiting.pop(name)
    if result.notebook is None:
        way.refused = f"{name}: {result.reason}"
    else:
        way.executed[name] = with_outputs(_notebook(work.notebook), _notebook(result.notebook))


def _notebook(content: bytes) -> NotebookNode:
    return nbformat.reads(content.decode(), as_version=4)


def _scored(way: _Open, scores: Scorer, digest: str) -> Entry:
    """The way's last step but one; what to note."""
    notes = way.submission.odd + [reason["en"] for reason in way.submission.lacking.values()]
    notes += [f"{name}: {note['en']}" for name, nb in sorted(way.executed.items()) for note in repairs(nb)]
    notes += [f"{name}: this looks like tampering: {mark}" for name, nb in sorted(way.executed.items()) for mark in nb.metadata.get(REMARKS, [])]
    if not way.refused:
        try:
            scores.score(way.submission, dict(sorted(way.executed.items())))
        except Exception as error:
            if _is_everybodys(error):
                raise
            way.refused = reason(error, way.executed)
    return Entry(digest, visible(way.refused.splitlines()[0]) if way.refused else "", [visible(note) for note in notes])


def _in_gradebook(course: Course) -> set[str]:
    """The assignments and the submissions (student/assignment) that the gradebook knows: it may be lost, or another one."""
    with gradebook(course) as book:
        pairs = book.db.query(SubmittedAssignment.student_id, Assignment.name).join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
        return {a.name for a in book.assignments if a.notebooks} | {f"{student}/{assignment}" for student, assignment in pairs}


@contextmanager
def _in_one_sentence(course: Course) -> Iterator[None]:
    """A full disk, a gradebook that is locked, read-only or out of reach: nothing was half written, and one sentence says it."""
    rollback = logging.getLogger("tornado.application")  # nbgrader logs each error of its gradebook there, with a traceback
    before, rollback.disabled = rollback.disabled, True
    try:
        yield
    except DBAPIError as error:
        why = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
        raise InputError(_bare(course.db_url), f"the gradebook cannot be written ({why}); the same command goes on where it was") from None
    except OSError as error:
        why = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)
        raise InputError(error.filename or display(course.root), f"{why}; the same command goes on where it was") from None
    finally:
        rollback.disabled = before


def _bare(db_url: str) -> str:
    from sqlalchemy import make_url

    return make_url(db_url).render_as_string(hide_password=True)
