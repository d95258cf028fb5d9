"""One exercise's text (jupytext py:percent) -> an nbgrader source notebook, and back.

The text is the only place where an exercise is written.  A cell header carries
what cannot be guessed and nothing more:

    # %% [markdown] lang="ja"                                        prose, in pairs ja/en
    # %% nbgrader={"grade_id": "q1-stats", "solution": true}          a stub with its solution
    # %% nbgrader={"grade_id": "q1-stats-try", "locked": true}        given code, visible tests
    # %% nbgrader={"grade_id": "q1-pairs", "grade": true, "points": 2} a hidden test
    # %% … tags=["experiment"]                                        measures or draws; no graded cell needs it

The rest of nbgrader's metadata is filled in here.  A line `# BANK name` in a hidden
test becomes `BANK = {"right/…": source, "wrong/…": source}`, the files of the bank that
define `name`: for exercises in which students write tests.  A line `# SHARED name`
becomes the code of course/shared/name.py.  In prose, `![what](expected:CELL_ID)` is the
picture that a cell draws (source.py puts it in).  Nothing is executed here.
"""

from __future__ import annotations

import json
import re

import jupytext
import nbformat

from autograder.course import LANGS, Exercise, display
from autograder.errors import InputError

DEFAULTS = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
SHARED = re.compile(r"^# SHARED (\w+)$", re.MULTILINE)
EXPECTED = re.compile(r"(!\[[^\]\n]*\])\(expected:([A-Za-z0-9_\-]+)\)")
GRADE_ID = re.compile(r"^[A-Za-z0-9_\-]{1,64}$")  # what nbformat allows as a cell id


def read(exercise: Exercise) -> nbformat.NotebookNode:
    """The text as a checked, unexecuted notebook.  Raises InputError with file and line."""
    text = expanded(exercise)
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("# %%")]
    try:
        cells = jupytext.reads(text, fmt="py:percent").cells
    except Exception as error:  # jupytext raises many kinds for a broken header
        raise InputError(display(exercise.text), f"jupytext cannot read this text: {error}") from None
    if len(cells) != len(lines):
        raise InputError(f"{display(exercise.text)}:1", "there is code before the first '# %%' header")
    where = [f"{display(exercise.text)}:{n}" for n in lines]
    _check(cells, where)
    for cell, at in zip(cells, where):
        if cell.cell_type == "code":
            cell.source = SHARED.sub(lambda match, at=at: _shared(exercise, match[1], at), cell.source)

    nb = nbformat.v4.new_notebook()
    nb.metadata = {"kernelspec": dict(KERNEL), "language_info": {"name": "python"}}
    for n, cell in enumerate(cells):
        metadata = {k: v for k, v in cell.metadata.items() if k in ("lang", "nbgrader", "tags")}
        if grader := metadata.get("nbgrader"):
            grader = {**DEFAULTS, **grader, "cell_type": cell.cell_type}
            grader["locked"] = grader["locked"] or grader["grade"]
            metadata["nbgrader"] = dict(sorted(grader.items()))
        make = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
        nb.cells.append(make(cell.source, metadata=metadata, id=(grader or {}).get("grade_id") or f"{exercise.name}-{n:03d}"))
    _check_expected(nb, where)
    nbformat.validate(nb)
    return nb


def _shared(exercise: Exercise, name: str, at: str) -> str:
    path = exercise.shared / f"{name}.py"
    if not path.exists():
        raise InputError(at, f"'# SHARED {name}' names no file of {display(exercise.shared)}; there are {sorted(p.stem for p in exercise.shared.glob('*.py'))}")
    return f"# SHARED {name}\n{path.read_text(encoding='utf-8').strip()}\n# END SHARED {name}"


def _check_expected(nb: nbformat.NotebookNode, where: list[str]) -> None:
    code = {cell.id for cell in nb.cells if cell.cell_type == "code"}
    for cell, at in zip(nb.cells, where):
        for _, name in EXPECTED.findall(cell.source) if cell.cell_type == "markdown" else []:
            if name not in code:
                raise InputError(at, f"'expected:{name}' names no code cell of this exercise")


def shared_code(exercise: Exercise) -> str:
    """The shared files that the text uses, one after the other."""
    names = sorted(set(SHARED.findall(exercise.text.read_text(encoding="utf-8"))))
    return "".join((exercise.shared / f"{name}.py").read_text(encoding="utf-8") for name in names)


def expanded(exercise: Exercise) -> str:
    """The text with its `# BANK name` lines filled in; the number of lines stays."""
    def bank(match):
        files = [p for kind in ("right", "wrong") for p in sorted((exercise.bank / kind).glob("*.py"))]
        sources = {f"{p.parent.name}/{p.stem}": p.read_text(encoding="utf-8") for p in files}
        chosen = {name: code for name, code in sources.items() if f"\ndef {match[1]}(" in code}
        return f"BANK = {json.dumps(chosen)}  # BANK {match[1]}"

    return re.sub(r"^# BANK (\w+)$", bank, exercise.text.read_text(encoding="utf-8"), flags=re.MULTILINE)


def write(nb: nbformat.NotebookNode) -> str:
    """The inverse of `read`: the text of a source notebook, with the shortest headers.

    `make sync` uses it after an author edited source/*.ipynb in JupyterLab.
    """
    plain = nbformat.v4.new_notebook()
    plain.metadata["jupytext"] = {"notebook_metadata_filter": "-all", "cell_metadata_filter": "all"}
    for cell in nb.cells:
        metadata = {k: v for k, v in cell.metadata.items() if k == "lang"}
        if "nbgrader" in cell.metadata:
            grader = {k: v for k, v in cell.metadata.nbgrader.items() if k in ("grade_id", "grade", "points", "locked", "solution") and v is not False}
            if grader.get("grade"):
                grader.pop("locked", None)
            order = ["grade_id", "solution", "locked", "grade", "points"]
            metadata["nbgrader"] = {k: grader[k] for k in order if k in grader}
        if tags := cell.metadata.get("tags"):
            metadata["tags"] = tags
        if cell.cell_type == "markdown":
            metadata["cell_marker"] = 'r"""'
            plain.cells.append(nbformat.v4.new_markdown_cell(cell.source, metadata=metadata))
        else:
            plain.cells.append(nbformat.v4.new_code_cell(cell.source, metadata=metadata))
    text = jupytext.writes(plain, fmt="py:percent")
    text = re.sub(r"^# SHARED (\w+)\n.*?^# END SHARED \1$", r"# SHARED \1", text, flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"(!\[[^\]\n]*\])\(attachment:([A-Za-z0-9_\-]+)\.png\)", r"\1(expected:\2)", text)
    text = re.sub(r"^BANK = .*  # BANK (\w+)$", r"# BANK \1", text, flags=re.MULTILINE)
    return re.sub(r"\n+(?=# %%)", "\n\n", text).lstrip("\n")


def _check(cells: list, where: list[str]) -> None:
    """What a text must hold, each with the sentence an author reads."""
    seen: dict[str, str] = {}
    waiting: tuple[str, str] | None = None  # the ja cell whose en partner comes next
    for cell, at in zip(cells, where):
        lang = cell.metadata.get("lang")
        if cell.cell_type == "markdown":
            if lang not in LANGS:
                raise InputError(at, f'a prose cell needs lang="ja" or lang="en", not {lang!r}')
            if lang == "ja" and waiting or lang == "en" and not waiting:
                at = waiting[1] if waiting else at
                raise InputError(at, f'this lang="{"ja" if waiting else "en"}" cell has no partner: a "ja" cell is followed by its "en" cell')
            waiting = (lang, at) if lang == "ja" else None
        elif waiting:
            raise InputError(waiting[1], 'this lang="ja" cell has no partner: an "en" cell must follow it')
        elif cell.cell_type == "code" and lang:
            raise InputError(at, "code is shared by both editions; only prose has a language")
        grader = cell.metadata.get("nbgrader")
        if grader is None:
            if "BEGIN SOLUTION" in cell.source or "BEGIN HIDDEN TESTS" in cell.source:
                raise InputError(at, "a cell with a solution or a hidden test needs nbgrader={...} in its header")
            continue
        grade_id = grader.get("grade_id", "")
        if not GRADE_ID.match(grade_id):
            raise InputError(at, f"grade_id {grade_id!r} must be 1 to 64 letters, digits, '-' or '_'")
        if grade_id in seen:
            raise InputError(at, f"grade_id '{grade_id}' is taken already, at {seen[grade_id]}")
        seen[grade_id] = at
        if grader.get("grade"):
            points = grader.get("points")
            if isinstance(points, bool) or not isinstance(points, (int, float)) or points <= 0:
                raise InputError(at, f"the graded cell '{grade_id}' needs points > 0, e.g. \"points\": 2")
            if "### BEGIN HIDDEN TESTS" not in cell.source or "### END HIDDEN TESTS" not in cell.source:
                raise InputError(at, f"the graded cell '{grade_id}' has no '### BEGIN HIDDEN TESTS … ### END HIDDEN TESTS'")
            if not cell.source.startswith("# "):
                raise InputError(at, f"the graded cell '{grade_id}' must begin with a comment that tells the student what it checks")
        elif grader.get("solution"):
            if cell.source.count("### BEGIN SOLUTION") != cell.source.count("### END SOLUTION") or "### BEGIN SOLUTION" not in cell.source:
                raise InputError(at, f"the solution cell '{grade_id}' needs '### BEGIN SOLUTION … ### END SOLUTION'")
        elif not grader.get("locked"):
            raise InputError(at, f"'{grade_id}' is neither solution, locked nor grade: leave nbgrader out or say which")
    if waiting:
        raise InputError(waiting[1], 'this lang="ja" cell has no partner: an "en" cell must follow it')
