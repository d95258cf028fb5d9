"""The nbgrader preprocessor that undoes what happened to the cells that count.

First of the sanitizing steps.  The gradebook knows which cells there are, of which
type, with how many points, locked or not; the source notebook knows their ids and
their order.  So what an editor dropped or a student changed is put right:

* a cell whose nbgrader metadata is gone is known again by its id, by its text, by
  the names that its stub defines, or because it is the only one between two known
  neighbours;
* types, points and flags are the gradebook's; tags are taken off (a tag such as
  `skip-execution` would keep a test from running, and nbgrader gives full points to
  a test cell without an error);
* known cells stand in the order of the source; of copies the last one counts, as in
  nbgrader's DeduplicateIds; deleted locked cells come back.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grade.repair import marked, said

KNOWN = said("エディタが消した（変えた）セルの情報を元に戻しました。", "Information about cells that an editor had dropped or changed was restored.")
BACK = said("消されていた読み取り専用のセルを元に戻しました。", "Deleted read-only cells were put back.")
ORDER = said("採点するセルを元の順番に並べ直しました。", "Graded cells were put back in their order.")
TYPE = said("変わっていたセルの種類を元に戻しました。", "Cells whose type had changed were changed back.")
COPIES = said("複製されたセルは、最後のものを採点しました。", "Of copied cells, the last one was graded.")

HIDDEN = re.compile(r"\n?^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*$", re.S | re.M)


class RestoreCells(NbGraderPreprocessor):
    """Make a submission's graded, solution and locked cells what the gradebook says they are."""

    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            ids = self._ids(where)
            places = {name: n for n, name in enumerate(ids.values())}
            cells = sorted(notebook.source_cells, key=lambda cell: places.get(cell.name, len(places)))
            points = {cell.name: cell.max_score for cell in (*notebook.grade_cells, *notebook.task_cells)}
            kinds = {"grade": {c.name for c in notebook.grade_cells}, "solution": {c.name for c in notebook.solution_cells}, "task": {c.name for c in notebook.task_cells}}
            wanted = {cell.name: _Wanted(cell, points.get(cell.name), kinds) for cell in cells}
        notes = []
        names = _names(nb, wanted, ids, notes)
        for cell, name in zip(nb.cells, names):
            if name:
                wanted[name].impose(cell, notes)
            else:
                cell.metadata.pop("nbgrader", None)
        _sort(nb, names, list(wanted), notes)
        _put_back(nb, names, wanted, notes)
        return marked(nb, notes), resources

    def _ids(self, where) -> dict[str, str]:
        """{cell id: grade id} of the source notebook, in its order; empty where it is out of reach."""
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        if coursedir is None:
            return {}
        path = Path(coursedir.format_path(coursedir.source_directory, ".", where["assignment"])) / f"{where['notebook']}.ipynb"
        if not path.exists():
            return {}
        cells = nbformat.read(path, as_version=4).cells
        return {c.get("id", f"no id {n}"): c.metadata.nbgrader.grade_id for n, c in enumerate(cells) if c.metadata.get("nbgrader", {}).get("grade_id")}


class _Wanted:
    """What the gradebook says about one cell."""

    def __init__(self, cell, points, kinds):
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


def _note(notes: list, note: dict) -> None:
    if note not in notes:
        notes.append(note)


def _visible(source: str) -> str:
    """What a student sees of a test cell."""
    return HIDDEN.sub("", source).strip()


def _definitions(source: str) -> set[str]:
    try:
        return {node.name for node in ast.parse(source).body if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(re.findall(r"^(?:async )?(?:def|class) (\w+)", source, re.M))


def _names(nb, wanted: dict[str, _Wanted], ids: dict[str, str], notes: list) -> list[str | None]:
    """For each cell of the submission, which cell of the course it is."""
    names: list[str | None] = []
    for cell in nb.cells:
        grader = cell.metadata.get("nbgrader")
        name = grader.get("grade_id") if isinstance(grader, dict) else None
        names.append(name if isinstance(name, str) and name in wanted else None)
    for n in range(len(names)):  # of copies the last one counts
        if names[n] and names[n] in names[n + 1:]:
            names[n] = None
            _note(notes, COPIES)
    free = {n for n, name in enumerate(names) if name is None and not isinstance(nb.cells[n].metadata.get("nbgrader", {}).get("grade_id") if isinstance(nb.cells[n].metadata.get("nbgrader"), dict) else None, str)}

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


def _by_id(cell, wanted: _Wanted, ids: dict[str, str]) -> bool:
    return cell.get("id") == wanted.name or ids.get(cell.get("id")) == wanted.name


def _by_text(cell, wanted: _Wanted, ids) -> bool:
    return wanted.locked and bool(cell.source.strip()) and cell.source.strip() in (wanted.source.strip(), _visible(wanted.source))


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


def _sort(nb, names: list, order: list[str], notes: list) -> None:
    """Known cells in the course's order, in the places that known cells hold."""
    places = [n for n, name in enumerate(names) if name]
    should = sorted(places, key=lambda n: order.index(names[n]))
    if should == places:
        return
    _note(notes, ORDER)
    cells, known = list(nb.cells), list(names)
    for place, n in zip(places, should):
        nb.cells[place], names[place] = cells[n], known[n]


def _put_back(nb, names: list, wanted: dict[str, _Wanted], notes: list) -> None:
    """Insert the locked cells that are missing, behind the nearest earlier cell that is there."""
    at = 0
    for name, cell in wanted.items():
        if name in names:
            at = names.index(name) + 1
        elif cell.locked:
            make = nbformat.v4.new_code_cell if cell.type == "code" else nbformat.v4.new_markdown_cell
            used = {c.get("id") for c in nb.cells}
            new = name if re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) and name not in used else None
            nb.cells.insert(at, make(cell.source, metadata={"nbgrader": dict(cell.metadata), "deletable": False, "editable": False}, **({"id": new} if new else {})))
            names.insert(at, name)
            at += 1
            _note(notes, BACK)
