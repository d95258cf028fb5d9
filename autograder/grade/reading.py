"""The bytes of a file -> JSON, where that needs no guessing: what a notebook's text is packed, encoded and wrapped in.

A compressed file, another encoding, a comma too many, leftovers of an older save behind the end:
each is read and said.  A file that ends in the middle or is something else is `Unreadable`.
What the JSON says is another matter: repair.py.
"""

from __future__ import annotations

import codecs
import io
import json
import lzma
import re
import zipfile
import zlib

MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]
BLANK = "\ufeff\0 \r\n\t"  # around a text: a disk that filled up, or an editor, leaves zeros at the end
MAX_BYTES = 100_000_000  # nbgrader's own limit for a folder


def said(ja: str, en: str) -> dict[str, str]:
    """A note in both languages."""
    return {"ja": ja, "en": en}


class Unreadable(Exception):
    """The file is no notebook; `said` tells the student in one sentence why, and what to do."""

    def __init__(self, ja: str, en: str):
        super().__init__(en)
        self.said = said(ja, en)


AGAIN = said("JupyterLab で開けることを確かめて、もう一度提出してください", "check that it opens in JupyterLab and hand it in again")


def parsed(content: bytes, notes: list):
    """The JSON object that holds the cells; `notes` gets what was done to read it."""
    return _parsed(decoded(_unpacked(content, notes), notes).strip(BLANK), notes)


def _unpacked(content: bytes, notes: list) -> bytes:
    """What a compressed file holds: gzip, or a zip archive with one notebook in it."""
    try:
        if content.startswith(b"\x1f\x8b"):
            packed = zlib.decompressobj(wbits=31)
            inner = packed.decompress(content, MAX_BYTES)
            whole, name = packed.eof, "gzip"
        elif content.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found = [info for info in archive.infolist() if info.filename.endswith(".ipynb") and "__MACOSX" not in info.filename]
                whole, name = len(found) == 1 and found[0].file_size <= MAX_BYTES, "zip"
                inner = archive.read(found[0]) if whole else b""
        else:
            return content
    except (zlib.error, lzma.LZMAError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        whole = False
    if not whole:
        raise Unreadable("圧縮ファイルで、ノートブックを取り出せません。展開して、.ipynb のファイルを提出してください。",
                         "it is a compressed file from which no notebook can be taken; unpack it and hand in the .ipynb file itself")
    notes.append(said(f"ファイルは圧縮されていました（{name}）。展開して読みました。", f"The file was compressed ({name}); it was unpacked."))
    return inner


def decoded(content: bytes, notes: list) -> str:
    """The text of a file in any encoding that Python and editors write."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            notes.append(said("ファイルの先頭に BOM がありました。取り除いて読みました。", "The file began with a byte order mark; it was read without it.") if encoding == "utf-8"
                         else said(f"ファイルは {encoding[:6].upper()} で保存されていました。", f"The file was saved as {encoding[:6].upper()}."))
            try:
                return content[len(mark):].decode(encoding)
            except UnicodeDecodeError:
                raise Unreadable(f"文字を読み取れません。{AGAIN['ja']}。", f"its characters cannot be read; {AGAIN['en']}") from None
    for zeros, encoding in ((slice(1, 4), "utf-32-le"), (slice(0, 3), "utf-32-be")):
        if len(content) > 7 and content[:4].strip(b"\0") and content[zeros] == b"\0\0\0":
            notes.append(said("ファイルは UTF-32 で保存されていました。", "The file was saved as UTF-32."))
            return content.decode(encoding, "replace")
    for width, zeros, encoding in ((2, 1, "utf-16-le"), (2, 0, "utf-16-be")):  # JSON begins with two ASCII characters
        if len(content) > 3 and content[zeros] == 0 == content[zeros + width] and content[1 - zeros]:
            notes.append(said("ファイルは UTF-16 で保存されていました。", "The file was saved as UTF-16."))
            return content.decode(encoding, "replace")
    if not re.search(rb"\x1b\$[@B]", content):  # where ISO-2022-JP begins Japanese; it is ASCII otherwise
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return _in_older_encoding(content, notes)


def _in_older_encoding(content: bytes, notes: list) -> str:
    """The Japanese encoding that gives most kana, else Latin-1, which every file can be; only what is JSON then is taken."""
    best, text, name = 0, content.decode("latin-1"), "Latin-1"
    for encoding, label in (("iso2022_jp", "ISO-2022-JP"), ("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            read_so = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        kana = len(re.findall("[\u3040-\u30ff]", read_so)) - len(re.findall("[\uff61-\uff9f]", read_so))  # half-width kana: what EUC looks like in Shift_JIS
        if kana > best:
            best, text, name = kana, read_so, label
    notes.append(said(f"ファイルは UTF-8 ではなく {name} として読みました。", f"The file is not UTF-8; it was read as {name}."))
    return text


def _parsed(text: str, notes: list):
    try:
        raw = _inside(_lenient(text, notes), notes)
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
    if isinstance(raw, dict) and isinstance(raw.get("cells"), dict) and raw["cells"] and all(key.isdecimal() for key in raw["cells"]):
        raw["cells"] = [raw["cells"][key] for key in sorted(raw["cells"], key=int)]
        notes.append(said("セルの一覧の形式を直しました。", "The form of the list of cells was mended."))
    if not isinstance(raw, dict) or not isinstance(raw.get("cells", raw.get("worksheets")), list):
        raise Unreadable("ノートブックではありません（セルのない JSON です）。ノートブックのファイルを提出してください。", "it is not a notebook (JSON without cells); hand in the notebook's own file")
    return raw


def _lenient(text: str, notes: list):
    """JSON, also with commas too many, and with leftovers of an older save behind its end."""
    decoder = json.JSONDecoder(strict=False)
    try:
        raw, end = decoder.raw_decode(text)
    except ValueError:
        # a string that never ends is one to the end: else each of its quotes is tried, which takes the square of the file's length
        fewer = re.sub(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|,(?=\s*[\]}])', lambda found: "" if found[0] == "," else found[0], text, flags=re.S)
        if fewer == text:
            raise
        try:
            raw = decoder.decode(fewer)
        except ValueError:
            return decoder.decode(text)  # whose error is the one to tell
        notes.append(said("余分なコンマを取り除いて読みました。", "Commas too many were left out."))
        return raw
    behind = text[end:].strip()
    if not behind:
        return raw
    if not isinstance(raw, dict):
        return decoder.decode(text)  # not a notebook with something behind it
    if '"cells"' in behind and not _is(raw, behind):
        raise Unreadable("二つのノートブックが一つのファイルに続けて入っています。一つだけを保存して、もう一度提出してください。",
                         "two notebooks stand in it, one after the other; save the one that is meant and hand it in again")
    notes.append(said("ノートブックの終わりの後に残っていた文字を取り除いて読みました。", "What stood behind the end of the notebook was left out."))
    return raw


def _is(raw, text: str) -> bool:
    try:
        return json.loads(text, strict=False) == raw
    except ValueError:
        return False


def _inside(raw, notes: list):
    """The notebook in a wrapping: a list of one, a text that is JSON itself, Jupyter's answer about a file (`content`)."""
    for _ in range(3):
        if isinstance(raw, list) and len(raw) == 1 and isinstance(raw[0], dict):
            raw = raw[0]
        elif isinstance(raw, str) and raw.lstrip().startswith("{"):
            raw = json.loads(raw, strict=False)
        elif isinstance(raw, dict) and "cells" not in raw and isinstance(raw.get("content"), dict) and "cells" in raw["content"]:
            raw = raw["content"]
        else:
            break
        _once(notes, said("ノートブックはほかのデータの中に入っていました。取り出して読みました。", "The notebook stood inside other data and was taken out."))
    return raw


def _once(notes: list, note: dict) -> None:
    if note not in notes:
        notes.append(note)
