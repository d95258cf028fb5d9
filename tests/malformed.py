"""What happens to a notebook between a student's editor and submitted/: a generator of damaged submissions.

A case is a name, a function that writes the damaged submission of one right answer into a folder, and
what must come of it: FULL (nothing that counts was lost, so it is worth full points), SOME (it can be
graded; what is gone is gone) or NONE (nobody can read it without guessing; the student is told why).
A random generator decides the details, so that one seed gives one set of notebooks.  Nothing here
knows how the repairs work.
"""

from __future__ import annotations

import copy
import gzip
import io
import json
import os
import socket
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

FULL, SOME, NONE = "full", "some", "none"
JUNK = (None, 0, -1, True, 1.5, "", "x", "\ud800", [], {}, [None], {"": None}, [[[]]], "日本語", 10**30)


# --- cells: from a notebook's JSON to another one -------------------------------------------------------

def _graded(raw) -> list[dict]:
    return [c for c in raw["cells"] if "nbgrader" in c["metadata"]]


def _stubs(raw) -> list[dict]:
    return [c for c in _graded(raw) if c["metadata"]["nbgrader"].get("solution")]


def _locked(raw) -> list[dict]:
    return [c for c in _graded(raw) if c["metadata"]["nbgrader"].get("locked")]


def drop_one_mark(raw, rng):
    del rng.choice(_graded(raw))["metadata"]["nbgrader"]


def drop_marks(raw, rng):
    for cell in _graded(raw):
        del cell["metadata"]["nbgrader"]


def drop_metadata(raw, rng):
    for cell in raw["cells"]:
        cell["metadata"] = {}
    raw["metadata"] = {}


def drop_metadata_key(raw, rng):
    for cell in raw["cells"]:
        if rng.random() < 0.5:
            del cell["metadata"]


def null_metadata(raw, rng):
    for cell in raw["cells"]:
        cell["metadata"] = rng.choice((None, [], "x", 3))


def junk_marks(raw, rng):
    for cell in _graded(raw):
        cell["metadata"]["nbgrader"] = copy.deepcopy(rng.choice(JUNK))


def junk_in_marks(raw, rng):
    for cell in _graded(raw):
        grader = cell["metadata"]["nbgrader"]
        grader[rng.choice([*grader])] = copy.deepcopy(rng.choice(JUNK))


def wrong_grade_id(raw, rng):
    rng.choice(_graded(raw))["metadata"]["nbgrader"]["grade_id"] = rng.choice(("q9-other", "", "a b", "日本"))


def swap_marks(raw, rng):
    one, other = rng.sample(_stubs(raw) if len(_stubs(raw)) > 1 else _graded(raw), 2)
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]


def flip_flags(raw, rng):
    for cell in _graded(raw):
        for flag in ("grade", "solution", "locked", "task"):
            cell["metadata"]["nbgrader"][flag] = rng.random() < 0.5


def other_points(raw, rng):
    for cell in _graded(raw):
        cell["metadata"]["nbgrader"]["points"] = rng.choice((100, -1, "5", None, 0, 1e300))


def other_schema(raw, rng):
    for cell in _graded(raw):
        cell["metadata"]["nbgrader"]["schema_version"] = rng.choice((0, 1, 2, 4, 99, "3", None))


def drop_ids(raw, rng):
    for cell in raw["cells"]:
        cell.pop("id")


def same_ids(raw, rng):
    for cell in raw["cells"]:
        cell["id"] = "same"


def odd_ids(raw, rng):
    for cell in raw["cells"]:
        cell["id"] = rng.choice(("a b", "x" * 100, "日本", 5, None, [], "", {}))


def new_ids(raw, rng):
    for cell in raw["cells"]:
        cell["id"] = f"{rng.getrandbits(32):08x}"


def tags(raw, rng):
    for cell in raw["cells"]:
        cell["metadata"]["tags"] = rng.choice((["skip-execution"], ["raises-exception"], ["experiment"], "skip", None, [1], ["a", "a"], ["a,b"]))


def delete_test(raw, rng):
    raw["cells"].remove(rng.choice(_locked(raw)))


def delete_locked(raw, rng):
    raw["cells"] = [c for c in raw["cells"] if c not in _locked(raw)]


def delete_prose(raw, rng):
    raw["cells"] = [c for c in raw["cells"] if c["cell_type"] != "markdown"]


def edit_tests(raw, rng):
    for cell in _locked(raw):
        cell["source"] = rng.choice(("pass", "", "raise SystemExit", "%%bash\nexit 1", "1 +"))


def duplicate_one(raw, rng):
    cell = rng.choice(_graded(raw))
    raw["cells"].insert(rng.randrange(len(raw["cells"]) + 1), copy.deepcopy(cell))


def duplicate_all(raw, rng):
    raw["cells"] += copy.deepcopy(raw["cells"])


def shuffle(raw, rng):
    rng.shuffle(raw["cells"])


def reverse(raw, rng):
    raw["cells"].reverse()


def move_one(raw, rng):
    cell = rng.choice(_graded(raw))
    raw["cells"].remove(cell)
    raw["cells"].insert(rng.randrange(len(raw["cells"]) + 1), cell)


def retype_one(raw, rng):
    _retype(rng.choice(_graded(raw)), rng)


def retype_graded(raw, rng):
    for cell in _graded(raw):
        _retype(cell, rng)


def _retype(cell, rng):
    cell["cell_type"] = rng.choice(("markdown", "raw", "heading", "Code", None, 1))
    if rng.random() < 0.5:
        cell.pop("outputs", None), cell.pop("execution_count", None)


def drop_types(raw, rng):
    for cell in raw["cells"]:
        cell.pop("cell_type")


def lines(raw, rng):
    for cell in raw["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)


def odd_outputs(raw, rng):
    for cell in raw["cells"]:
        cell["outputs"] = copy.deepcopy(rng.choice([*JUNK, [{"output_type": "stream"}], [{"output_type": "error"}], [{"output_type": "no such"}]]))
        cell["execution_count"] = copy.deepcopy(rng.choice(JUNK))


def huge_outputs(raw, rng):
    for cell in raw["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 300_000}]


def broken_characters_in_outputs(raw, rng):
    for cell in raw["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "a\ud800b\udc00"}]
        cell["metadata"]["\udfff"] = "\ud83d"


def odd_kernel(raw, rng):
    raw["metadata"]["kernelspec"] = rng.choice((None, [], "python3", {}, {"name": "ir", "display_name": "R", "language": "R"}, {"name": "../../x", "display_name": "x"},
                                                {"name": "conda-env-py", "display_name": "Python [conda env:py]"}, {"name": 3}, {"display_name": "Python 3"}))
    raw["metadata"]["language_info"] = rng.choice((None, {}, {"name": "R"}, {"name": "julia", "version": "1.9"}, {"version": "3"}, "python"))


def odd_notebook_metadata(raw, rng):
    raw["metadata"] = copy.deepcopy(rng.choice((None, [], "x", {"title": 1, "authors": "me", "orig_nbformat": "x", "widgets": 3, "autograder": {"repairs": [1]}, "autograder_judge": {"steps": []}}, {"course": "x"}, {"course": None},
                                            {"language_info": {"name": "python", "codemirror_mode": None, "version": 3}})))


def deep_metadata(raw, rng):
    deep: list = []
    for _ in range(300):
        deep = [deep]
    raw["cells"][0]["metadata"]["deep"] = deep


def odd_numbers(raw, rng):
    raw["metadata"]["numbers"] = [float("nan"), float("inf"), 10**400]
    raw["cells"][0]["execution_count"] = float("nan")


def cells_between(raw, rng):
    for _ in range(20):
        raw["cells"].insert(rng.randrange(len(raw["cells"]) + 1), copy.deepcopy(rng.choice(JUNK)))


def empty_cells(raw, rng):
    empty = {"cell_type": "code", "metadata": {}, "source": "", "outputs": [], "execution_count": None}
    for _ in range(300):
        raw["cells"].insert(rng.randrange(len(raw["cells"]) + 1), dict(empty))


def unknown_fields(raw, rng):
    raw["extra"] = {"a": 1}
    for cell in raw["cells"]:
        cell["extra"], cell["prompt_number"], cell["attachments"] = 1, 3, copy.deepcopy(rng.choice(JUNK))


def by_colab(raw, rng):
    """Ids go into the metadata, texts become lines."""
    raw["metadata"] = {"colab": {"provenance": [], "toc_visible": True}, "accelerator": "GPU", "kernelspec": {"name": "python3", "display_name": "Python 3"}, "language_info": {"name": "python"}}
    for n, cell in enumerate(raw["cells"]):
        cell["metadata"] = {key: value for key, value in cell["metadata"].items() if key == "nbgrader"} | {"id": f"Ab{n}_x-Q", "outputId": "0"}
        cell.pop("id")
        cell["source"] = cell["source"].splitlines(keepends=True)


def by_vscode(raw, rng):
    raw["metadata"]["vscode"] = {"interpreter": {"hash": "0" * 64}}
    for n, cell in enumerate(raw["cells"]):
        cell["id"] = f"#VSC-{n}"
        cell["metadata"]["vscode"] = {"languageId": "python"}


def lines_without_ends(raw, rng):
    for cell in raw["cells"]:
        cell["source"] = cell["source"].split("\n")


def lines_in_lists(raw, rng):
    for cell in raw["cells"]:
        cell["source"] = [cell["source"].splitlines(keepends=True), 3, None]


def windows_lines_in_cells(raw, rng):
    end = rng.choice(("\r\n", "\r"))
    for cell in raw["cells"]:
        cell["source"] = cell["source"].replace("\n", end)


def marks_in_cells(raw, rng):
    for cell in raw["cells"]:
        cell["source"] = "\ufeff" + cell["source"]


def code_as_prose(raw, rng):
    """As a chat program or a blog shows code, in a text cell."""
    for cell in _stubs(raw):
        cell["cell_type"], cell["source"] = "markdown", f"```python\n{cell['source']}\n```"
        cell.pop("outputs", None), cell.pop("execution_count", None)


def upper_case_ids(raw, rng):
    for cell in _graded(raw):
        cell["metadata"]["nbgrader"]["grade_id"] = cell["metadata"]["nbgrader"]["grade_id"].upper()


def cells_in_a_dict(raw, rng):
    raw["cells"] = {str(n): cell for n, cell in enumerate(raw["cells"])}


def delete_stub(raw, rng):
    raw["cells"].remove(rng.choice(_stubs(raw)))


def delete_stubs(raw, rng):
    raw["cells"] = [c for c in raw["cells"] if c not in _stubs(raw)]


def cut_source(raw, rng):
    cell = rng.choice(_stubs(raw))
    cell["source"] = cell["source"][: rng.randrange(len(cell["source"]))]


def odd_source(raw, rng):
    for cell in rng.sample(raw["cells"], 5):
        cell["source"] = copy.deepcopy(rng.choice([*JUNK, "\0", "a\0b", ["x", None], "(" * 500, "%%nosuchmagic", "!ls", "?len"]))


def broken_characters(raw, rng):
    cell = rng.choice(_stubs(raw))
    cell["source"] += rng.choice(("\n# \ud800", "\nx = '\udc00'", "\ud83d"))


def no_cells(raw, rng):
    raw["cells"] = []


def only_anything(raw, rng):
    raw["cells"] = [copy.deepcopy(value) for value in JUNK]


def two_damages(raw, rng):
    for change in rng.sample(KEEPING, 2):
        try:
            change(raw, rng)
        except (KeyError, AttributeError, TypeError, ValueError, IndexError):
            pass  # the first left nothing for the second


def fuzz(raw, rng):
    """Any three values in the file become anything."""
    for _ in range(3):
        at = raw
        while True:
            keys = list(at) if isinstance(at, dict) else range(len(at))
            if not keys:
                break
            key = rng.choice(keys)
            if isinstance(at[key], (dict, list)) and at[key] and rng.random() < 0.8:
                at = at[key]
                continue
            at[key] = copy.deepcopy(rng.choice(JUNK))
            break


KEEPING = [drop_one_mark, drop_marks, drop_metadata, drop_metadata_key, null_metadata, junk_marks, junk_in_marks, wrong_grade_id, swap_marks, flip_flags, other_points,
           other_schema, drop_ids, same_ids, odd_ids, new_ids, tags, delete_test, delete_locked, delete_prose, edit_tests, duplicate_one, duplicate_all, shuffle, reverse, move_one,
           retype_one, retype_graded, drop_types, lines, odd_outputs, huge_outputs, broken_characters_in_outputs, odd_kernel, odd_notebook_metadata, deep_metadata, odd_numbers,
           cells_between, empty_cells, unknown_fields, by_colab, by_vscode, lines_without_ends, lines_in_lists, windows_lines_in_cells, marks_in_cells, code_as_prose, upper_case_ids]
LOSING = [delete_stub, delete_stubs, cut_source, odd_source, broken_characters, no_cells, only_anything, two_damages, two_damages, two_damages, fuzz, fuzz, fuzz, fuzz]


# --- the file: from JSON to bytes -----------------------------------------------------------------------

def _text(raw) -> str:
    return json.dumps(raw, ensure_ascii=False, indent=1)


def _encoded(encoding: str, mark: bytes = b"") -> Callable:
    def write(raw, rng) -> bytes:
        def safe(character):
            try:
                return character if character.encode(encoding) else character
            except UnicodeEncodeError:
                return json.dumps(character)[1:-1]

        return mark + "".join(map(safe, _text(raw))).encode(encoding)

    write.__name__ = f"as_{encoding}{'_marked' if mark else ''}"
    return write


def version(number, minor=4) -> Callable:
    def write(raw, rng) -> bytes:
        raw["nbformat"], raw["nbformat_minor"] = number, minor
        return _text(raw).encode()

    write.__name__ = f"nbformat_{number}_{minor}"
    return write


def no_version(raw, rng) -> bytes:
    del raw["nbformat"], raw["nbformat_minor"]
    return _text(raw).encode()


def version_3(raw, rng) -> bytes:
    cells = [{**c, "input": c["source"], "language": "python", "prompt_number": None} if c["cell_type"] == "code" else c for c in raw["cells"]]
    for cell in cells:
        if "input" in cell:
            del cell["source"]
    return json.dumps({"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells, "metadata": {}}]}).encode()


def version_2(raw, rng) -> bytes:
    sheets = json.loads(version_3(raw, rng))["worksheets"][0]["cells"]
    return json.dumps({"metadata": {"name": "q"}, "nbformat": 2, "worksheets": [{"cells": sheets[:5]}, {"cells": sheets[5:]}]}).encode()


def dict_of_cells(raw, rng) -> bytes:
    cells_in_a_dict(raw, rng)
    return _text(raw).encode()


def api_answer(raw, rng) -> bytes:
    return json.dumps({"type": "notebook", "format": "json", "name": "q.ipynb", "path": "q.ipynb", "content": raw}).encode()


def in_a_list(raw, rng) -> bytes:
    return json.dumps([raw]).encode()


def text_in_text(raw, rng) -> bytes:
    return json.dumps(json.dumps(raw)).encode()


def twice(raw, rng) -> bytes:
    return json.dumps(raw).encode() + b"\n" + json.dumps(raw).encode()


def two_versions(raw, rng) -> bytes:
    return json.dumps({**raw, "cells": raw["cells"][:3]}).encode() + b"\n" + json.dumps(raw).encode()


def leftovers(raw, rng) -> bytes:
    """A shorter save over a longer file."""
    return _text(raw).encode() + rng.choice((b"\n}\n]", b";", _text(raw).encode()[-300:]))


def commas(raw, rng) -> bytes:
    return _text(raw).replace("\n  }\n ]", "\n  },\n ],").replace("],,", "],").encode()


def two_marks(raw, rng) -> bytes:
    return b"\xef\xbb\xbf" * 2 + _text(raw).encode()


def gzipped(raw, rng) -> bytes:
    return gzip.compress(_text(raw).encode())


def half_gzipped(raw, rng) -> bytes:
    return gzipped(raw, rng)[:-200]


def zipped(raw, rng) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("work/q.ipynb", _text(raw))
        archive.writestr("__MACOSX/._q.ipynb", "x")
    return file.getvalue()


def gzip_bomb(raw, rng) -> bytes:
    return gzip.compress(b"0" * 200_000_000, 1)


def windows_lines(raw, rng) -> bytes:
    return _text(raw).replace("\n", "\r\n").encode()


def one_line(raw, rng) -> bytes:
    return b"\n\n  " + json.dumps(raw).encode() + b"\n \n"


def zeros_behind(raw, rng) -> bytes:
    return _text(raw).encode() + b"\0" * 512


def cut(raw, rng) -> bytes:
    content = _text(raw).encode()
    return content[: rng.randrange(1, len(content))]


def last_bracket_lost(raw, rng) -> bytes:
    return _text(raw).encode()[: -rng.randrange(1, 8)]


def merge_conflict(raw, rng) -> bytes:
    text = _text(raw)
    at = text.index("\n", rng.randrange(len(text) // 2))
    return f"{text[:at]}\n<<<<<<< HEAD\n=======\n>>>>>>> main{text[at:]}".encode()


def flipped_bytes(raw, rng) -> bytes:
    content = bytearray(_text(raw).encode())
    for _ in range(20):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def _content(content: bytes, name: str) -> Callable:
    def write(raw, rng) -> bytes:
        return content

    write.__name__ = name
    return write


DEEP = b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
FORMATS = {
    FULL: [_encoded("utf-8", b"\xef\xbb\xbf"), _encoded("utf-16"), _encoded("utf-16-le"), _encoded("utf-16-be"), _encoded("utf-32"), _encoded("cp932"), _encoded("latin-1"),
           version(4, 0), version(4, 5), version(4, 9), version(5, 0), version("4", "5"), version(4.0, 4.0), version(None, None), version([], {}), version(10**30, -1),
           no_version, version_3, windows_lines, one_line, zeros_behind, _encoded("utf-32-le"), _encoded("utf-32-be"), _encoded("euc-jp"), _encoded("iso-2022-jp"),
           version(float("nan"), float("inf")), version(True, "x"), version_2, dict_of_cells, api_answer, in_a_list, text_in_text, twice, leftovers, leftovers, commas, two_marks, gzipped, zipped],
    SOME: [flipped_bytes, flipped_bytes, flipped_bytes],
    NONE: [cut, cut, cut, cut, last_bracket_lost, two_versions, half_gzipped, gzip_bomb, merge_conflict, *(_content(*pair) for pair in [
        (b"", "empty"), (b" \n", "blanks"), (b"%PDF-1.7\n%\xe2\xe3", "a_pdf"), (b"PK\x03\x04" + bytes(range(256)), "a_zip"), (b"null", "json_null"), (b"[]", "json_list"), (b"{}", "json_object"),
        (b'{"cells": 3}', "cells_a_number"), (b'{"cells": null, "nbformat": 4}', "cells_null"), (b"\xff\xfe", "only_a_mark"), (b"\xff\xfea", "half_a_character"), (DEEP, "nested"),
        (b"\0" * 4096, "zeros"), (b"<!DOCTYPE html><html></html>", "a_web_page"), (b"def f(x):\n    return x\n", "a_script"), (b"version https://git-lfs.github.com/spec/v1\n", "a_pointer")])],
}


# --- the folder: where the file stands and what stands beside it ----------------------------------------

def _named(name: str, outcome: str = FULL) -> Callable:
    def place(folder: Path, own: str, content: bytes, rng):
        path = os.fsencode(folder / name.replace("OWN", own.removesuffix(".ipynb")))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)

    place.__name__ = f"named_{name.encode('ascii', 'backslashreplace').decode()}"
    return place


def link_inside(folder, own, content, rng):
    (folder / "real").mkdir()
    (folder / "real" / "notes").write_bytes(content)
    (folder / own).symlink_to(Path("real") / "notes")


def link_outside(folder, own, content, rng):
    (folder.parent.parent / "elsewhere.ipynb").write_bytes(content)
    (folder / own).symlink_to(folder.parent.parent / "elsewhere.ipynb")


def link_to_nothing(folder, own, content, rng):
    (folder / own).symlink_to("nothing")


def link_to_itself(folder, own, content, rng):
    (folder / own).symlink_to(own)


def link_to_a_device(folder, own, content, rng):
    (folder / own).symlink_to("/dev/zero")


def a_folder(folder, own, content, rng):
    (folder / own).mkdir()


def a_pipe(folder, own, content, rng):
    os.mkfifo(folder / own)


def a_socket(folder, own, content, rng):
    here = os.getcwd()
    os.chdir(folder)  # a socket's path is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(own)
    os.chdir(here)


def missing(folder, own, content, rng):
    """Nothing at all."""


def two_that_differ(folder, own, content, rng):
    stem = own.removesuffix(".ipynb")
    (folder / f"{stem} (1).ipynb").write_bytes(content)
    (folder / f"{stem} (2).ipynb").write_bytes(content + b"\n")


def _beside(make: Callable) -> Callable:
    def place(folder, own, content, rng):
        (folder / own).write_bytes(content)
        make(folder)

    place.__name__ = f"beside_{make.__name__}"
    return place


def a_name_in_bytes(folder):
    with open(os.path.join(os.fsencode(folder), b"notes \xff.txt"), "wb") as file:
        file.write(b"x")


def a_folder_in_bytes(folder):
    os.makedirs(os.path.join(os.fsencode(folder), b"\xfe\xff", b"\x80"))
    a_name_in_bytes(folder / os.fsdecode(b"\xfe\xff"))


def decomposed_names(folder):
    for form in ("NFC", "NFD"):
        (folder / unicodedata.normalize(form, "がぎ é.txt")).write_text("x")


def pipes_and_links(folder):
    os.mkfifo(folder / "pipe")
    (folder / "up").symlink_to("..")
    (folder / "gone").symlink_to("nothing")
    (folder / "zero").symlink_to("/dev/zero")


def many_files(folder):
    for n in range(500):
        (folder / f"file {n}\n.txt").write_text("x")


def deep_folders(folder):
    here = folder
    for _ in range(60):
        here = here / "deeper and deeper"
    os.makedirs(here)
    (here / "x.txt").write_text("x")


def odd_timestamp(folder):
    (folder / "timestamp.txt").write_bytes(b"yesterday \xff")


def folders_called_notebook(folder):
    (folder / "other.ipynb").mkdir()
    (folder / "other.ipynb" / "x.ipynb").write_text("{}")


def other_notebooks(folder):
    (folder / "Untitled.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (folder / "broken.ipynb").write_text("{")


PLACES = {
    FULL: [*map(_named, ("OWN (1).ipynb", "OWN(2).ipynb", "OWN - Copy.ipynb", "OWN - コピー.ipynb", "OWN のコピー (3).ipynb", "sub folder/OWN.ipynb", "OWN.ipynb.txt", "OWN.IPYNB", "OWN.ipynb.json",
                         "OWN.ipynb.ipynb", "OWN.ipynb (1)", "OWN.ipynb ", "OWN.ipynb~", "OWN.ipynb.bak", "OWN.json", "OWN", ".OWN.ipynb", "Copy of OWN.ipynb", "OWN-Copy1.ipynb", "OWN.ipynb/OWN.ipynb",
                         "OWN_tanaka.ipynb", "final version.ipynb", "レポート.ipynb", unicodedata.normalize("NFD", "がんばった.ipynb"), os.fsdecode(b"\x83\x8c\xff.ipynb"))),
           link_inside, *map(_beside, (a_name_in_bytes, a_folder_in_bytes, decomposed_names, pipes_and_links, many_files, deep_folders, odd_timestamp, folders_called_notebook, other_notebooks))],
    NONE: [link_outside, link_to_nothing, link_to_itself, link_to_a_device, a_folder, a_pipe, a_socket, missing, two_that_differ, _named("OWN.pdf"), _named("OWN.py")],
}


def as_it_is(raw, rng) -> bytes:
    return json.dumps(raw).encode()


def cases(rng: Random, size: int) -> list[tuple[str, str, Callable, Callable, Callable]]:
    """At least `size` tuples (name, outcome, cells, format, place): each kind of damage, and then damages of a cell, a file and a folder together."""
    here, nothing = _named("OWN.ipynb"), (lambda raw, rng: None)
    found = [(change.__name__, outcome, change, as_it_is, here) for outcome, changes in ((FULL, KEEPING), (SOME, LOSING)) for change in changes]
    found += [(form.__name__, outcome, nothing, form, here) for outcome, forms in FORMATS.items() for form in forms]
    found += [(place.__name__, outcome, nothing, as_it_is, place) for outcome, places in PLACES.items() for place in places]
    by_name = [place for place in PLACES[FULL] if "OWN" in place.__name__ and "tanaka" not in place.__name__ or "named" not in place.__name__]
    while len(found) < size:
        change, form, place = rng.choice(KEEPING), rng.choice(FORMATS[FULL][:7]), rng.choice(by_name)
        found.append((f"{change.__name__} {form.__name__} {place.__name__}", FULL, change, form, place))
        change = rng.choice((fuzz, two_damages))
        found.append((f"{change.__name__} again", SOME, change, as_it_is, here))
    return found


def write(case, raw: dict, own: str, folder: Path, rng: Random) -> None:
    """One damaged submission of the notebook `raw` in `folder`."""
    _, _, change, form, place = case
    raw = copy.deepcopy(raw)
    folder.mkdir(parents=True)
    change(raw, rng)
    place(folder, own, form(raw, rng), rng)
