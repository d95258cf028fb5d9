"""The nbgrader preprocessor that undoes what happened to the cells that count.

First of the sanitizing steps.  The gradebook knows which cells there are, of which
type, with how many points, locked or not; the source notebook knows their ids and
their order.  So what an editor dropped or a student changed is put right:

* a cell whose nbgrader metadata is gone is known again by its id, by its text, by
  the names that its stub defines, or because it is the only one between two known
  neighbours; where metadata and id say different things, the id is right, because
  editors copy metadata and never ids;
* types, points and flags are the gradebook's, tags the source's (a student's
  `skip-execution` would keep a test from running, and nbgrader gives full points to
  a test cell without an error; the author's keeps an experiment from running);
* where graded cells are out of order, the cells that moved go back behind their
  neighbour in the source; of copies the last one counts, as in nbgrader's
  DeduplicateIds; deleted locked cells come back, and of a deleted stub it is said.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder import syntax
from autograder.course import LANGS
from autograder.grade.repair import marked, said
from autograder.judge.plan import source_notebook
from autograder.publish.bilingual import half

KNOWN = said("エディタが消した（変えた）セルの情報を元に戻しました。", "Information about cells that an editor had dropped or changed was restored.")
BACK = said("消されていた読み取り専用のセルを元に戻しました。", "Deleted read-only cells were put back.")
ORDER = said("採点するセルを元の順番に並べ直しました。", "Graded cells were put back in their order.")
TYPE = said("変わっていたセルの種類を元に戻しました。", "Cells whose type had changed were changed back.")
COPIES = said("複製されたセルは、最後のものを採点しました。", "Of copied cells, the last one was graded.")

FENCED = re.compile(r"\A\s*```[ \t]*(?:python|py|Python)?[ \t]*\n(.*)\n```\s*\Z", re.S)  # code as prose shows it
HIDDEN = re.compile(r"\n?^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*$", re.S | re.M)


class RestoreCells(NbGraderPreprocessor):
    """Make a submission's graded, solution and locked cells what the gradebook says they are."""

    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        source = self._source(where)
        ids = {cell.id: _grade_id(cell) for cell in source if "id" in cell and _grade_id(cell)}
        plain = {cell.id: cell for cell in source if "id" in cell and not _grade_id(cell)}
        tags = {_grade_id(cell): cell.metadata.get("tags", []) for cell in source}
        order = [_grade_id(cell) or cell.get("id") for cell in source]
        with Gradebook(where["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            cells = sorted(notebook.source_cells, key=lambda cell: order.index(cell.name) if cell.name in order else len(order))
            points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
            kinds = {"grade": {c.name for c in notebook.grade_cells}, "solution": {c.name for c in notebook.solution_cells}, "task": {c.name for c in notebook.task_cells}}
            wanted = {cell.name: _Wanted(cell, points.get(cell.name), kinds, tags.get(cell.name)) for cell in cells}
        notes = []
        names = _names(nb, wanted, ids, notes)
        for cell, name in zip(nb.cells, names):
            if name:
                wanted[name].impose(cell, notes)
            else:
                cell.metadata.pop("nbgrader", None)
                _back_to_code(cell, plain.get(cell.get("id")), notes)
        keys = [name or (cell.get("id") if cell.get("id") in plain else None) for cell, name in zip(nb.cells, names)]
        _sort(nb, names, keys, order or list(wanted), notes)
        _put_back(nb, names, wanted, notes)
        return marked(nb, notes), resources

    def _source(self, where) -> list:
        """The cells of the source notebook; none where it is out of reach."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            return []
        path = Path(coursedir.format_path(coursedir.source_directory, ".", where["assignment"])) / f"{where['notebook']}.ipynb"
        source = source_notebook(path)
        return source.cells if source else []


def _grade_id(cell) -> str | None:
    grader = cell.metadata.get("nbgrader")
    name = grader.get("grade_id") if isinstance(grader, dict) else None
    return name if isinstance(name, str) else None


class _Wanted:
    """What the gradebook says about one cell, and the source about its tags."""

    def __init__(self, cell, points, kinds, tags):
        self.tags = tags
        self.name, self.type, self.locked, self.source = cell.name, cell.cell_type, cell.locked, cell.source or ""
        self.metadata = {"grade_id": cell.name, **{kind: cell.name in names for kind, names in kinds.items()}, "locked": cell.locked,
                         "schema_version": 3, "cell_type": cell.cell_type, "checksum": cell.checksum}
        if points is not None:
            self.metadata["points"] = int(points) if float(points).is_integer() else points

    @property
    def definitions(self) -> set[str]:
        return _definitions(self.source) if self.metadata["solution"] and self.type == "code" else set()

    def impose(self, cell, notes: list) -> None:
        if cell.cell_type != self.type:
            cell.cell_type = self.type
            _note(notes, TYPE)
            if self.type == "code":
                cell.source = FENCED.sub(r"\1", cell.source)
                cell.outputs, cell.execution_count = [], None
            else:
                cell.pop("outputs", None), cell.pop("execution_count", None)
        old = cell.metadata.get("nbgrader")
        told = ("grade_id", "grade", "locked", "solution", "points")
        if isinstance(old, dict) and old.get("grade") and not old.get("points") and not self.metadata["grade"]:
            old = {key: value for key, value in old.items() if key not in ("grade", "points")}  # a visible test as it was released, for Validate
        if not isinstance(old, dict) or any(old.get(k, False) != self.metadata.get(k, False) for k in told):
            _note(notes, KNOWN)
        cell.metadata["nbgrader"] = nbformat.from_dict(self.metadata)
        cell.metadata.pop("tags", None)
        if self.tags:
            cell.metadata["tags"] = list(self.tags)


def _note(notes: list, note: dict) -> None:
    if note not in notes:
        notes.append(note)


def _back_to_code(cell, source, notes: list) -> None:
    """A cell of given code, imports say, that became text is code again."""
    if source is None or source.cell_type != "code" or cell.cell_type == "code" or "experiment" in source.metadata.get("tags", []):
        return
    try:
        syntax.parse(cell.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return  # something else was written there
    cell.cell_type, cell.outputs, cell.execution_count = "code", [], None
    cell.pop("attachments", None)
    _note(notes, TYPE)


def _visible(source: str) -> set[str]:
    """What a student sees of a cell, in each language."""
    shown = HIDDEN.sub("", source).strip()
    return {source.strip(), shown, *(half(shown, lang).strip() for lang in LANGS)}


def _definitions(source: str) -> set[str]:
    try:
        return {node.name for node in syntax.parse(source).body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"^(?:async )?(?:def|class) (\w+)", source, re.M))


def _names(nb, wanted: dict[str, _Wanted], ids: dict[str, str], notes: list) -> list[str | None]:
    """For each cell of the submission, which cell of the course it is."""
    names = [_told(cell, wanted, ids) for cell in nb.cells]
    for n in range(len(names)):  # of copies the last one counts
        if names[n] and names[n] in names[n + 1:]:
            names[n] = None
            _note(notes, COPIES)
    free = {n for n, name in enumerate(names) if name is None and _grade_id(nb.cells[n]) not in wanted}  # a copy is not

    def is_it(n: int, name: str) -> None:
        names[n] = name
        free.discard(n)

    for tell in (_by_id, _by_text, _by_definitions):
        for name in [name for name in wanted if name not in names]:
            found = [n for n in sorted(free) if tell(nb.cells[n], wanted[name], ids)]
            if len(found) == 1 or found and tell is _by_definitions:
                is_it(found[-1], name)
    _by_neighbours(nb, names, wanted, free, is_it)
    return names


def _told(cell, wanted: dict[str, _Wanted], ids: dict[str, str]) -> str | None:
    """What a cell's metadata say it is, if its id does not say something else."""
    name, other = _grade_id(cell), ids.get(cell.get("id"))
    if name not in wanted:
        return None
    if other in wanted and other != name and not (_by_definitions(cell, wanted[name], ids) and not _by_definitions(cell, wanted[other], ids)):
        return other
    return name


def _by_id(cell, wanted: _Wanted, ids: dict[str, str]) -> bool:
    return cell.get("id") == wanted.name or ids.get(cell.get("id")) == wanted.name


def _by_text(cell, wanted: _Wanted, ids) -> bool:
    return wanted.locked and bool(cell.source.strip()) and cell.source.strip() in _visible(wanted.source)


def _by_definitions(cell, wanted: _Wanted, ids) -> bool:
    return bool(wanted.definitions & _definitions(cell.source)) if cell.cell_type == "code" else False


def _by_neighbours(nb, names, wanted, free, is_it) -> None:
    """Between two known neighbours, as many nameless cells of a type as cells of that type are missing: they are those."""
    order = list(wanted)
    at = {name: n for n, name in enumerate(names) if name}
    k = 0
    while k < len(order):
        if order[k] in at:
            k += 1
            continue
        end = next((m for m in range(k, len(order)) if order[m] in at), len(order))
        first = at[order[k - 1]] + 1 if k and order[k - 1] in at else 0
        last = at[order[end]] if end < len(order) else len(names)
        gap = [n for n in range(first, last) if n in free]
        for kind in ("code", "markdown"):
            missing = [name for name in order[k:end] if wanted[name].type == kind and not wanted[name].locked]
            there = [n for n in gap if nb.cells[n].cell_type == kind]
            if missing and len(missing) == len(there):
                for n, name in zip(there, missing):
                    is_it(n, name)
        k = end + 1


def _sort(nb, names: list, keys: list, order: list[str], notes: list) -> None:
    """Put the cells that moved back behind the nearest earlier cell of the source; all others stay where they are."""
    rank = {key: n for n, key in enumerate(order)}
    graded = [rank[name] for name in names if name in rank]
    if graded == sorted(graded):
        return  # what is not graded may stand anywhere
    _note(notes, ORDER)
    stay = _longest_rising([rank[key] if key in rank else None for key in keys])
    moved = sorted((n for n, key in enumerate(keys) if key in rank and n not in stay), key=lambda n: rank[keys[n]])
    places = [n for n in range(len(keys)) if n not in moved]
    for n in moved:
        before = [at for at, m in enumerate(places) if keys[m] in rank and rank[keys[m]] < rank[keys[n]]]
        places.insert(before[-1] + 1 if before else 0, n)
    nb.cells, names[:] = [nb.cells[n] for n in places], [names[n] for n in places]


def _longest_rising(ranks: list[int | None]) -> set[int]:
    """The places of the longest rising run of numbers, with gaps; a None is not in it.

    >>> sorted(_longest_rising([0, 4, None, 1, 2]))
    [0, 3, 4]
    """
    best: dict[int, tuple[int, int | None]] = {}  # place -> length of the run that ends there, the place before
    for n, rank in enumerate(ranks):
        if rank is not None:
            before = [(best[m][0], m) for m in best if ranks[m] < rank]
            length, at = max(before, default=(0, None), key=lambda found: found[0])
            best[n] = length + 1, at
    at = max(best, key=lambda n: best[n][0], default=None)
    run = set()
    while at is not None:
        run.add(at)
        at = best[at][1]
    return run


def _put_back(nb, names: list, wanted: dict[str, _Wanted], notes: list) -> None:
    """Insert the cells that are missing behind the nearest earlier cell that is there: locked ones as they were, stubs without code."""
    at = 0
    for name, cell in wanted.items():
        if name in names:
            at = names.index(name) + 1
            continue
        source = cell.source
        if cell.locked:
            _note(notes, BACK)
        elif cell.metadata["solution"] and not cell.metadata["grade"] and cell.type == "code":
            source = "# 消されたセル / a deleted cell"  # what it should define may stand in another cell, and is looked for
            _note(notes, said(f"セル「{name}」がありません。その内容は、ほかのセルにあれば採点されます。", f"The cell '{name}' is missing; what it should define is graded if another cell has it."))
        else:
            continue
        make = nbformat.v4.new_code_cell if cell.type == "code" else nbformat.v4.new_markdown_cell
        used = {c.get("id") for c in nb.cells}
        new = name if re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) and name not in used else None
        fixed = {"deletable": False, "editable": False} if cell.locked else {}
        nb.cells.insert(at, make(source, metadata={"nbgrader": dict(cell.metadata), **fixed}, **({"id": new} if new else {})))
        names.insert(at, name)
        at += 1
