"""What was graded, and that only one batch at a time grades a course.

The ledger is a file of lines, one per submission, appended as soon as its scores are
in the gradebook; the last line about a submission counts.  A line that a killed run
left unfinished is not a line.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from autograder.course import Course, display
from autograder.errors import InputError


@dataclass(frozen=True)
class Entry:
    """`digest` of what was graded; `refused`: why there is no score; `notes`: what a person should look at."""

    digest: str
    refused: str = ""
    notes: list[str] = field(default_factory=list)


class Ledger:
    """{name: Entry}; a name is `student/assignment`, or an assignment (for its source)."""

    def __init__(self, course: Course):
        self.path = course.cache / "graded.jsonl"
        self.entries: dict[str, Entry] = {}
        lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n") if self.path.exists() else []
        for line in lines:
            try:
                name, entry = json.loads(line)
                self.entries[name] = Entry(**entry)
            except (ValueError, TypeError):
                continue

    def get(self, name: str) -> Entry | None:
        return self.entries.get(name)

    def note(self, name: str, entry: Entry) -> None:
        self.entries[name] = entry
        self.path.parent.mkdir(parents=True, exist_ok=True)
        line = "\n" + json.dumps([name, asdict(entry)]) + "\n"  # the first newline ends a torn line
        with open(self.path, "ab", buffering=0) as file:
            file.write(line.encode())

    def shorten(self) -> None:
        """Drop the lines that no longer count."""
        if not self.path.exists():
            return
        part = Path(f"{self.path}.part")
        part.write_text("".join(json.dumps([name, asdict(entry)]) + "\n" for name, entry in self.entries.items()), encoding="utf-8")
        os.replace(part, self.path)


@contextmanager
def alone(course: Course) -> Iterator[None]:
    """Hold the course's lock; the system lets go of it when this process ends, however it ends."""
    import fcntl

    course.cache.mkdir(parents=True, exist_ok=True)
    with open(course.cache / "lock", "a+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InputError(display(course.root), "this course is being graded by another `autograder grade`; wait until it has ended") from None
        yield
