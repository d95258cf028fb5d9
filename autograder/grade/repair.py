"""The bytes of a file -> a notebook, where that needs no guessing.

An older or newer nbformat, fields of the wrong type: what was meant is clear, so it is read and
said in a note that the student's page can show.  How the bytes become JSON is another matter
(reading.py), and so are cells and their nbgrader metadata (restore.py).
"""

from __future__ import annotations

import re
from itertools import count

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode

from autograder.grade.reading import AGAIN, Unreadable, parsed, said

CELLS = {"code": {"outputs": [], "execution_count": None}, "markdown": {}, "raw": {}}  # what each kind has beside a text and metadata


def marked(nb: NotebookNode, notes: list[dict[str, str]]) -> NotebookNode:
    """Put notes into the notebook's metadata, where the student's page finds them."""
    if notes:
        known = nb.metadata.setdefault("autograder", {}).setdefault("repairs", [])
        known += [note for note in notes if note not in known]
    return nb


def repairs(nb: NotebookNode) -> list[dict[str, str]]:
    """The notes that a notebook carries."""
    return list(nb.metadata.get("autograder", {}).get("repairs", []))


def read(content: bytes) -> tuple[NotebookNode, list[dict[str, str]]]:
    """A notebook (nbformat 4.5, valid) and what was repaired to read it."""
    notes = []
    raw = _without_surrogates(parsed(content, notes), notes)
    try:
        nb = _valid(_as_version_4(raw, notes))
    except nbformat.ValidationError as error:
        raise Unreadable(f"nbformat が読めるノートブックではありません（{str(error).splitlines()[0][:120]}）。{AGAIN['ja']}。",
                         f"it is not a notebook that nbformat knows ({str(error).splitlines()[0][:120]}); {AGAIN['en']}") from None
    return nb, notes


def _valid(nb: NotebookNode) -> NotebookNode:
    """The notebook as nbformat knows it; what it says of its language is the source's business, so that may go."""
    try:
        nbformat.validate(nb)
    except nbformat.ValidationError:
        for name in ("kernelspec", "language_info"):
            nb.metadata.pop(name, None)
        nbformat.validate(nb)
    return nb


def _without_surrogates(raw, notes: list):
    found = False

    def walk(value):
        nonlocal found
        if isinstance(value, str):
            if re.search("[\ud800-\udfff]", value):
                found = True
                return re.sub("[\ud800-\udfff]", "\ufffd", value)
            return value
        if isinstance(value, list):
            return [walk(item) for item in value]
        if isinstance(value, dict):
            return {walk(key): walk(item) for key, item in value.items()}
        return value

    try:
        raw = walk(raw)
    except RecursionError:
        raise Unreadable(f"ノートブックではありません（入れ子が深すぎます）。{AGAIN['ja']}。", f"it is not a notebook (nested without end); {AGAIN['en']}") from None
    if found:
        notes.append(said("壊れた文字を「\ufffd」に置きかえました。", "Broken characters were replaced by '\ufffd'."))
    return raw


def _number(value, default: int) -> int:
    try:
        return int(value) if isinstance(value, (int, float)) or isinstance(value, str) and value.strip().isdecimal() else default
    except (ValueError, OverflowError):  # not a number, infinite, of thousands of digits
        return default


def _as_version_4(raw: dict, notes: list) -> NotebookNode:
    version = _number(raw.get("nbformat"), 4 if "cells" in raw else 3)
    if "cells" not in raw:  # nbformat 1 to 3: pages of cells
        notes.append(said("古い形式（nbformat 3 以前）のノートブックを変換しました。", "The notebook had an old format (nbformat 3 or before) and was converted."))
        raw = {"cells": [_from_version_3(cell) for sheet in raw["worksheets"] if isinstance(sheet, dict) for cell in _list(sheet.get("cells"))], "metadata": raw.get("metadata")}
    elif version != 4 or not isinstance(raw.get("nbformat"), int) or not isinstance(raw.get("nbformat_minor"), int):
        notes.append(said("ノートブックの形式の番号を 4 に直しました。", "The notebook's format number was set to 4."))
    broken = False
    cells, seen = [], set()
    for cell in raw["cells"]:
        made, changed = _cell(cell, seen)
        broken |= changed
        cells += [made] if made is not None else []
    if broken:
        notes.append(said("ノートブックの項目の一部が壊れていたので直しました。", "Some fields of the notebook were broken and were mended."))
    metadata = raw.get("metadata") if isinstance(raw.get("metadata"), dict) else {}
    kept = {key: value for key, value in metadata.items() if _is_valid_metadata(key, value)}
    return nbformat.from_dict({"cells": cells, "metadata": kept, "nbformat": 4, "nbformat_minor": 5})


def _from_version_3(cell):
    if not isinstance(cell, dict):
        return cell
    kind = cell.get("cell_type")
    if kind == "heading":
        return {"cell_type": "markdown", "metadata": cell.get("metadata"), "source": "#" * min(_number(cell.get("level"), 1), 6) + " " + _text(cell.get("source"))}
    return {**cell, "source": cell.get("input", cell.get("source")), "cell_type": "markdown" if kind == "html" else kind}


def _is_valid_metadata(key: str, value) -> bool:
    if key in ("kernelspec", "language_info"):
        return isinstance(value, dict) and all(isinstance(value.get(k), str) for k in (("name", "display_name") if key == "kernelspec" else ("name",)))
    return {"title": isinstance(value, str), "authors": isinstance(value, list), "orig_nbformat": isinstance(value, int) and value >= 1,
            "autograder": _are_notes(value), "course": isinstance(value, dict) and isinstance(value.get("lang", ""), str)}.get(key, True)


def _are_notes(value) -> bool:
    notes = value.get("repairs") if isinstance(value, dict) else None
    return isinstance(notes, list) and all(isinstance(n, dict) and isinstance(n.get("ja"), str) and isinstance(n.get("en"), str) for n in notes)


def _list(value) -> list:
    return value if isinstance(value, list) else []


def _text(value) -> str:
    """A cell's text: a string or a list of lines, whose ends an editor may have dropped; lines end as on Unix, and no mark stands in front."""
    if isinstance(value, list):
        lines = [_text(item) for item in value if isinstance(item, (str, list))]
        value = ("" if _has_ends(lines) else "\n").join(lines)
    return re.sub("\r\n?", "\n", value).removeprefix("\ufeff") if isinstance(value, str) else ""


def _has_ends(lines: list[str]) -> bool:
    return len(lines) < 2 or any(line.endswith(("\n", "\r")) for line in lines)


def _is_odd_text(source) -> bool:
    if isinstance(source, list):
        return not all(isinstance(line, str) for line in source) or not _has_ends(source)
    return not isinstance(source, str)


def _cell(cell, seen: set[str]) -> tuple[NotebookNode | None, bool]:
    """A valid cell without outputs, and whether it had to be mended; None where nothing was a cell."""
    if not isinstance(cell, dict):
        return None, True
    source = cell.get("source")
    changed = _is_odd_text(source) or not isinstance(cell.get("metadata", {}), dict)
    kind = cell.get("cell_type")
    if not isinstance(kind, str) or kind not in CELLS:
        kind, changed = "code" if "outputs" in cell or "execution_count" in cell else "markdown", True
    metadata = cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}
    good = {key: value for key, value in metadata.items() if _is_valid_cell_metadata(key, value)}
    changed |= len(good) < len(metadata)
    name = cell.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) or name in seen:
        name = next(f"cell-{n}" for n in count(len(seen)) if f"cell-{n}" not in seen)
    seen.add(name)
    made = {"id": name, "cell_type": kind, "metadata": good, "source": _text(source), **CELLS[kind]}
    if kind != "code" and "attachments" in cell:  # pictures in a text
        if _are_attachments(cell["attachments"]):
            made["attachments"] = cell["attachments"]
        else:
            changed = True
    return nbformat.from_dict(made), changed


def _are_attachments(value) -> bool:
    """{file name: {mime type: base64}}, as nbformat has it."""
    def is_text(x):
        return isinstance(x, str) or isinstance(x, list) and all(isinstance(line, str) for line in x)

    return isinstance(value, dict) and all(isinstance(kinds, dict) and all(map(is_text, kinds.values())) for kinds in value.values())


def _is_valid_cell_metadata(key: str, value) -> bool:
    if key == "tags":
        return isinstance(value, list) and all(isinstance(tag, str) and "," not in tag for tag in value) and len(set(value)) == len(value)
    if key in ("collapsed", "scrolled"):
        return isinstance(value, bool) or key == "scrolled" and value == "auto"
    return {"name": isinstance(value, str) and bool(value), "format": isinstance(value, str), "jupyter": isinstance(value, dict), "execution": isinstance(value, dict), "lang": isinstance(value, str)}.get(key, True)


class RepairedNotebooks(NotebookExporter):
    """nbconvert's notebook exporter, reading as `read` does: for plain `nbgrader autograde` (c.Autograde.exporter_class)."""

    def from_file(self, file_stream, resources=None, **kw):
        with open(file_stream.name, "rb") as file:
            nb, notes = read(file.read())
        return self.from_notebook_node(marked(nb, notes), resources=resources, **kw)
