"""The bytes of a file -> a notebook, where that needs no guessing.

An editor's byte order mark, UTF-16, an older or newer nbformat, fields of the wrong
type: what was meant is clear, so it is read and said in a note that the student's
page can show.  A file that ends in the middle or is something else is `Unreadable`.
Cells and their nbgrader metadata are another matter: restore.py.
"""

from __future__ import annotations

import codecs
import json
import re
from itertools import count

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.notebooknode import NotebookNode

MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
CELLS = {"code": {"outputs": [], "execution_count": None}, "markdown": {}, "raw": {}}  # what each kind has beside a text and metadata


def said(ja: str, en: str) -> dict[str, str]:
    """A note in both languages."""
    return {"ja": ja, "en": en}


class Unreadable(Exception):
    """The file is no notebook; `said` tells the student in one sentence why, and what to do."""

    def __init__(self, ja: str, en: str):
        super().__init__(en)
        self.said = said(ja, en)


AGAIN = said("JupyterLab で開けることを確かめて、もう一度提出してください", "check that it opens in JupyterLab and hand it in again")


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
    text = _decoded(content, notes).strip("\ufeff\0 \r\n\t")  # a disk that filled up, or an editor, leaves zeros at the end
    raw = _parsed(text)
    raw = _without_surrogates(raw, notes)
    try:
        nb = _as_version_4(raw, notes)
        nbformat.validate(nb)
    except nbformat.ValidationError as error:
        raise Unreadable(f"nbformat が読めるノートブックではありません（{str(error).splitlines()[0][:120]}）。{AGAIN['ja']}。",
                         f"it is not a notebook that nbformat knows ({str(error).splitlines()[0][:120]}); {AGAIN['en']}") from None
    return nb, notes


def _decoded(content: bytes, notes: list) -> str:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            notes.append(said("ファイルの先頭に BOM がありました。取り除いて読みました。", "The file began with a byte order mark; it was read without it.") if encoding == "utf-8"
                         else said(f"ファイルは {encoding[:6].upper()} で保存されていました。", f"The file was saved as {encoding[:6].upper()}."))
            try:
                return content[len(mark):].decode(encoding)
            except UnicodeDecodeError:
                raise Unreadable(f"文字を読み取れません。{AGAIN['ja']}。", f"its characters cannot be read; {AGAIN['en']}") from None
    for width, zeros, encoding in ((2, 1, "utf-16-le"), (2, 0, "utf-16-be")):  # JSON begins with two ASCII characters
        if len(content) > 3 and content[zeros] == 0 == content[zeros + width] and content[1 - zeros]:
            notes.append(said("ファイルは UTF-16 で保存されていました。", "The file was saved as UTF-16."))
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _in_older_encoding(content, notes)


def _in_older_encoding(content: bytes, notes: list) -> str:
    """Shift_JIS if that gives kana, else Latin-1, which every file can be; only what is JSON then is taken."""
    try:
        text = content.decode("cp932")
        if not re.search("[\u3040-\u30ff]", text):
            raise ValueError
        name = "Shift_JIS"
    except ValueError:
        text, name = content.decode("latin-1"), "Latin-1"
    notes.append(said(f"ファイルは UTF-8 ではなく {name} として読みました。", f"The file is not UTF-8; it was read as {name}."))
    return text


def _parsed(text: str):
    try:
        raw = json.loads(text, strict=False)
    except RecursionError:
        raise Unreadable(f"ノートブックではありません（入れ子が深すぎます）。{AGAIN['ja']}。", f"it is not a notebook (nested without end); {AGAIN['en']}") from None
    except ValueError as error:
        if not text.strip():
            raise Unreadable("ファイルが空です。保存してから、もう一度提出してください。", "it is empty; save it and hand it in again") from None
        if text.lstrip().startswith("{") and '"cells"' in text:
            at_end = getattr(error, "pos", 0) >= len(text.rstrip()) - 1 or "Unterminated" in str(error)
            if at_end:
                raise Unreadable(f"ファイルが途中で切れています。{AGAIN['ja']}。", f"it ends in the middle: the file was cut off; {AGAIN['en']}") from None
            raise Unreadable(f"JSON として読めません（{error}）。{AGAIN['ja']}。", f"it is not JSON ({error}); {AGAIN['en']}") from None
        raise Unreadable("ノートブック（.ipynb）ではありません。ノートブックのファイルを提出してください。", "it is not a notebook (not JSON); hand in the notebook's own file") from None
    if not isinstance(raw, dict) or not isinstance(raw.get("cells", raw.get("worksheets")), list):
        raise Unreadable("ノートブックではありません（セルのない JSON です）。ノートブックのファイルを提出してください。", "it is not a notebook (JSON without cells); hand in the notebook's own file")
    return raw


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
    return {**cell, "source": cell.get("input", cell.get("source")), "cell_type": {"html": "markdown"}.get(kind, kind)}


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
    if isinstance(value, list):
        return "".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""


def _cell(cell, seen: set[str]) -> tuple[NotebookNode | None, bool]:
    """A valid cell without outputs, and whether it had to be mended; None where nothing was a cell."""
    if not isinstance(cell, dict):
        return None, True
    source = cell.get("source")
    changed = not isinstance(source, (str, list)) or not isinstance(cell.get("metadata", {}), dict)
    kind = cell.get("cell_type")
    if kind not in CELLS:
        kind, changed = "code" if "outputs" in cell or "execution_count" in cell else "markdown", True
    metadata = cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}
    good = {key: value for key, value in metadata.items() if _is_valid_cell_metadata(key, value)}
    changed |= len(good) < len(metadata)
    name = cell.get("id")
    if not isinstance(name, str) or not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) or name in seen:
        name = next(f"cell-{n}" for n in count(len(seen)) if f"cell-{n}" not in seen)
    seen.add(name)
    return nbformat.from_dict({"id": name, "cell_type": kind, "metadata": good, "source": _text(source), **CELLS[kind]}), changed


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
