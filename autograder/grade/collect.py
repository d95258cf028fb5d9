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
from autograder.grade.reading import BLANK, MAX_BYTES, Unreadable, decoded, said
from autograder.grade.repair import marked, read


@dataclass
class Submission:
    """submitted/<student>/<assignment>.  `lacking` maps a notebook without a readable file to the reason, in both languages."""

    student: str
    assignment: Assignment
    folder: Path
    lacking: dict[str, dict[str, str]] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)  # for the instructor: what else is not as it should be

    @property
    def name(self) -> str:
        return f"{self.student}/{self.assignment.name}"

    def files(self) -> dict[str, Path]:
        """The regular files that may be read, also behind links that stay inside: {path in the folder: path}."""
        inside = os.path.realpath(self.folder)
        found = {}
        for at, folders, names in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if name not in (".ipynb_checkpoints", "__pycache__", ".git", "__MACOSX"))
            for name in sorted(names):
                path = os.path.join(at, name)
                real = os.path.realpath(path)
                if os.path.commonpath([real, inside]) == inside and os.path.exists(real) and stat.S_ISREG(os.stat(real).st_mode) and os.access(real, os.R_OK):
                    found[os.path.relpath(path, self.folder)] = Path(real)
        return found

    def digest(self) -> str:
        """Changes when the student's files change."""
        h = sha256()
        for name, path in self.files().items():
            content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else b"%d" % path.stat().st_mtime_ns  # nobody reads such a file
            h.update(b"%d %s %d " % (len(os.fsencode(name)), os.fsencode(name), len(content)))
            h.update(content)
        return h.hexdigest()

    def copy(self, dest: Path, cells: dict[str, set[str]] | None = None) -> None:
        """Write the clean copy into `dest` and fill `lacking`.  cells: {notebook: ids of its cells}, to know a notebook by what it holds."""
        dest.mkdir(parents=True)
        files = self.files()
        total = 0
        taken = {"timestamp.txt", *(f"{name}.ipynb" for name in self.assignment.notebooks)}  # a folder of this name would stand in the way
        for inside, path in files.items():
            total += path.stat().st_size
            if inside == "timestamp.txt":
                self._copy_timestamp(path, dest)
            elif _stem(inside) is None and inside.split(os.sep)[0] not in taken and total <= MAX_BYTES:
                (dest / inside).parent.mkdir(parents=True, exist_ok=True)
                (dest / inside).write_bytes(path.read_bytes())
                (dest / inside).chmod(0o755 if os.access(path, os.X_OK) else 0o644)
        found = _Found(self.folder, files, cells or {})
        for name in self.assignment.notebooks:
            try:
                inside = found.file_of(name)
                try:
                    nb, notes = found.read(inside)
                except Unreadable as reason:
                    raise Unreadable(*(f"{_printable(inside)}: {text}" for text in reason.said.values())) from None
                nb.metadata.pop("autograder", None)  # notes of ours are made here
                if inside != f"{name}.ipynb":
                    notes.insert(0, said(f"ファイル「{_printable(inside)}」を「{name}.ipynb」として読みました。", f"The file '{_printable(inside)}' was read as '{name}.ipynb'."))
                (dest / f"{name}.ipynb").write_text(nbformat.writes(marked(nb, notes)), encoding="utf-8")
            except Unreadable as reason:
                self.lacking[name] = reason.said

    def _copy_timestamp(self, path: Path, dest: Path) -> None:
        when = _time(path)
        if when is None:
            self.odd.append("timestamp.txt holds no time that can be read: it counts as handed in on time")
        else:
            (dest / "timestamp.txt").write_text(when, encoding="utf-8")


class _Found:
    """The files of one submission, and which of them is which notebook."""

    def __init__(self, folder: Path, files: dict[str, Path], cells: dict[str, set[str]]):
        self.folder, self.files, self.cells = folder, files, cells
        self._read: dict[str, tuple] = {}

    def read(self, inside: str):
        """As repair.read; a file that is too large for a notebook is not read."""
        if inside not in self._read:
            self._read[inside] = self._once(inside)
        return self._read[inside]

    def _once(self, inside: str):
        size = self.files[inside].stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"大きすぎます（{size // 1_000_000} MB）。JupyterLab で出力を消してから、もう一度提出してください。",
                             f"it is too large ({size // 1_000_000} MB); clear its outputs in JupyterLab and hand it in again")
        return read(self.files[inside].read_bytes())

    def holds(self, inside: str) -> set[str]:
        """The notebooks of the assignment whose cells stand in a file."""
        try:
            ids = cell_ids(self.read(inside)[0])
        except Unreadable:
            return set()
        return {name for name, known in self.cells.items() if known & ids}

    def file_of(self, name: str) -> str:
        """The one file that is this notebook: under its own name, or the only one that can be meant, by name or by its cells."""
        own = f"{name}.ipynb"
        if own in self.files and name in (self.holds(own) or {name}):
            return own
        named = [inside for inside in self.files if _stem(inside) == _plain(name) and name in (self.holds(inside) or {name})]
        named += [inside for inside in self.files if _plain(os.path.basename(inside)) in (_plain(name), f"{_plain(name)}.json") and name in self.holds(inside)]
        others = [inside for inside in self.files if _stem(inside) is not None and self.holds(inside) == {name}]
        for meant in (named, others):
            if len({self.files[inside].read_bytes() for inside in meant}) == 1:
                return own if own in meant else meant[0]
            if meant:
                listed = ", ".join(map(_printable, meant))
                raise Unreadable(f"{own} がなく、どのファイルのことか決められません：{listed}。一つだけを {own} という名前で提出してください。",
                                 f"{own} is missing, and several files could be meant: {listed}; hand in one of them as {own}")
        if own in self.files:
            other = sorted(self.holds(own))[0]
            raise Unreadable(f"{own} の中身は別のノートブック {other} です。{own} を提出してください。", f"{own} holds another notebook, {other}; hand in {own}")
        if os.path.lexists(self.folder / own):
            raise Unreadable(f"{own} は読めるファイルではありません（リンク、フォルダ、特殊ファイル、または読み取りの許可がないファイルです）。ノートブックのファイルを提出してください。",
                             f"{own} is not a file that can be read (a link, a folder, a device, or a file without permission); hand in the notebook's own file")
        if not os.access(self.folder, os.R_OK | os.X_OK):
            raise Unreadable("提出フォルダを読む許可がありません。教員に知らせてください。", "there is no permission to read the folder that was handed in; tell your instructor")
        there = ", ".join(_printable(inside) for inside in list(self.files)[:5] if inside != "timestamp.txt")
        raise Unreadable(f"{own} がありません" + (f"（提出されたもの：{there}）" if there else "") + f"。{own} を提出してください。",
                         f"{own} is missing" + (f" (there is {there})" if there else "") + f"; hand in {own}")


def cell_ids(nb) -> set[str]:
    """The names by which a notebook's graded cells are known: their ids and grade ids."""
    graders = [cell.metadata.get("nbgrader") for cell in nb.cells]
    told = [grader.get("grade_id") for grader in graders if isinstance(grader, dict)]
    return {name for name in told if isinstance(name, str)} | {cell.id for cell in nb.cells if "id" in cell}


LONGEST_TIME = 100  # bytes: to look for a time in megabytes takes minutes


def _time(path: Path) -> str | None:
    """The text of a time that nbgrader can read, whatever the encoding of the file."""
    if path.stat().st_size > LONGEST_TIME:
        return None
    try:
        when = decoded(path.read_bytes(), []).strip(BLANK)
        parse_utc(when)
    except (Unreadable, ValueError, OverflowError, AttributeError, IndexError):
        return None
    return when


def _printable(name: str) -> str:
    return name.encode("utf-8", "replace").decode()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _stem(inside: str) -> str | None:
    """The notebook that a file name means, or None: what browsers, file managers and editors make of a name is undone.

    >>> [_stem(name) for name in ("q1.ipynb", "Q1 (2).IPYNB", "q1.ipynb.txt", "q1 - Copy.ipynb", "week1/q1.ipynb", "q1.ipynb.ipynb (1)", "data.csv")]
    ['q1', 'q1', 'q1', 'q1', 'q1', 'q1', None]
    """
    stem, found, behind = _plain(os.path.basename(inside)).partition(".ipynb")
    if not found or not re.fullmatch(r"(\.ipynb)?(\.txt|\.json|\.gz|\.zip|\.bak|\.download|~)?( ?\(\d+\))? *", behind):
        return None
    return re.sub(r"( ?\(\d+\)| - copy| - コピー| のコピー| copy)+$", "", stem)
