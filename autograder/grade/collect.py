"""submitted/ -> a clean copy of one submission: which file is which notebook, in a form that nbgrader can read.

Students hand in links, pipes, folders called .ipynb, `q1_bpe (1).ipynb` and names in
other encodings.  The copy holds regular files only, each notebook under its own name
and whole (repair.py); what was changed or left out is said in `notes`.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import nbformat
from nbgrader.utils import parse_utc

from autograder.course import Assignment
from autograder.grade.repair import Unreadable, marked, read, said

MAX_BYTES = 100_000_000  # nbgrader's own limit for a folder


@dataclass
class Submission:
    """submitted/<student>/<assignment>.  `lacking` maps a notebook without a readable file to the reason."""

    student: str
    assignment: Assignment
    folder: Path
    lacking: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.student}/{self.assignment.name}"

    def files(self) -> dict[str, Path]:
        """The regular files, also behind links that stay inside: {path in the folder: path}."""
        inside = os.path.realpath(self.folder)
        found = {}
        for at, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if name not in (".ipynb_checkpoints", "__pycache__", ".git"))
            for name in sorted(names):
                path = os.path.join(at, name)
                real = os.path.realpath(path)
                if os.path.commonpath([real, inside]) == inside and os.path.exists(real) and stat.S_ISREG(os.stat(real).st_mode):
                    found[os.path.relpath(path, self.folder)] = Path(real)
        return found

    def digest(self) -> str:
        """Changes when the student's files change."""
        h = sha256()
        for name, path in self.files().items():
            content = path.read_bytes()
            h.update(b"%d %s %d " % (len(os.fsencode(name)), os.fsencode(name), len(content)))
            h.update(content)
        return h.hexdigest()

    def copy(self, dest: Path) -> None:
        """Write the clean copy into `dest` and fill `lacking`."""
        dest.mkdir(parents=True)
        files = self.files()
        total = 0
        for inside, path in files.items():
            total += path.stat().st_size
            if _stem(inside) is None and total <= MAX_BYTES and (inside != "timestamp.txt" or _is_timestamp(path)):
                (dest / inside).parent.mkdir(parents=True, exist_ok=True)
                (dest / inside).write_bytes(path.read_bytes())
        for name in self.assignment.notebooks:
            try:
                inside = self._file_of(name, files)
                try:
                    nb, notes = read(files[inside].read_bytes())
                except Unreadable as reason:
                    raise Unreadable(f"{_printable(inside)}: {reason}") from None
                if inside != f"{name}.ipynb":
                    notes.insert(0, said(f"ファイル名「{_printable(inside)}」を「{name}.ipynb」として読みました。", f"The file '{_printable(inside)}' was read as '{name}.ipynb'."))
                (dest / f"{name}.ipynb").write_text(nbformat.writes(marked(nb, notes)), encoding="utf-8")
            except Unreadable as reason:
                self.lacking[name] = str(reason)

    def _file_of(self, name: str, files: dict[str, Path]) -> str:
        """The one file that is this notebook: under its own name, or the only one that can be meant."""
        if f"{name}.ipynb" in files:
            return f"{name}.ipynb"
        meant = [inside for inside in files if _stem(inside) == _plain(name)]
        if len({files[inside].read_bytes() for inside in meant}) == 1:
            return meant[0]
        if meant:
            raise Unreadable(f"{name}.ipynb is missing, and several files could be meant: {', '.join(map(_printable, meant))}")
        if os.path.lexists(self.folder / f"{name}.ipynb"):
            raise Unreadable(f"{name}.ipynb is not a file (a link, a folder or a device)")
        raise Unreadable(f"{name}.ipynb is missing")


def _is_timestamp(path: Path) -> bool:
    try:
        parse_utc(path.read_text(encoding="utf-8").strip())
    except (ValueError, OverflowError, AttributeError, IndexError):
        return False
    return True


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _stem(inside: str) -> str | None:
    """The notebook that a file name means, or None: what browsers, file managers and editors make of a name is undone.

    >>> [_stem(name) for name in ("q1.ipynb", "Q1 (2).IPYNB", "q1.ipynb.txt", "q1 - Copy.ipynb", "week1/q1.ipynb", "data.csv")]
    ['q1', 'q1', 'q1', 'q1', 'q1', None]
    """
    name = _plain(os.path.basename(inside))
    stem, found, _ = name.partition(".ipynb")
    if not found or name.removeprefix(stem) not in (".ipynb", ".ipynb.txt", ".ipynb.json"):
        return None
    return re.sub(r"( ?\(\d+\)| - copy| - コピー| のコピー| copy)+$", "", stem)
