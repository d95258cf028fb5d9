"""What the judge needs to know of a notebook, read from its source and from nothing that a student can change.

    plan(source) -> {"steps": […], "files": […], "functions": […], "modules": […]}     in the main process, which has the course
    put(nb, plan), of(nb)                                      the plan travels in the notebook's metadata

    unserved(root)                                              notebooks whose tests need more than crosses the border

Names that a solution cell defines are those that its *reference* defines.  Code cells of the source
without a grade_id (imports, say) are run by the judge as the source has them: a student may change
those cells in the submission, so the judge does not look there.
"""

from __future__ import annotations

import ast
import functools
import json
import re
from pathlib import Path

import nbformat

from autograder import syntax

KEY = "autograder_judge"
UNSERVED = Path(".cache") / "one-kernel.json"
OFF = {"off": True}  # the plan of a notebook whose tests run beside the student's code


def plan(source: nbformat.NotebookNode, files: list[str] = ()) -> dict:
    """steps: [[kind, grade_id, names, code]], kind in solution, given, graded, plain (its code goes along); functions, modules: what solutions `def`, and their
    classes of layers.

    >>> cell = nbformat.v4.new_code_cell("import math\\ndef f(x): return x", metadata={"nbgrader": {"grade_id": "f", "solution": True}})
    >>> plan(nbformat.v4.new_notebook(cells=[cell]))["steps"]
    [['solution', 'f', ['math', 'f'], 'import math']]
    """
    steps, functions, layers = [], [], []
    for cell in source.cells:
        if cell.cell_type != "code":
            continue
        grader = cell.metadata.get("nbgrader", {})
        grade_id = grader.get("grade_id", "")
        if grader.get("solution"):
            names, imports = defined(cell.source)
            steps.append(["solution", grade_id, names, imports])
            functions += [name for name in names if re.search(rf"^def {name}\b", cell.source, re.MULTILINE)]
            layers += layers_in(cell.source, layers)
        elif grader.get("grade"):
            steps.append(["graded", grade_id, [], ""])
        elif grader.get("locked"):
            steps.append(["given", grade_id, defined(cell.source)[0], ""])
        elif "skip-execution" not in cell.metadata.get("tags", []) and "experiment" not in cell.metadata.get("tags", []):
            steps.append(["plain", "", defined(cell.source)[0], cell.source])
    return {"steps": steps, "files": list(files), "functions": functions, "modules": layers}


def layers_in(code: str, known: list[str]) -> list[str]:
    """The classes of nn.Module that a cell defines, as far as their bases tell.  known: those of the cells before.

    >>> layers_in("class A(nn.Module): pass\nclass B(A, Mixin): pass\nclass C(nn.Sequential): pass\nclass D(dict): pass", [])
    ['A', 'B', 'C']
    """
    try:
        classes = [node for node in syntax.parse(_python(code)).body if isinstance(node, ast.ClassDef)]
    except SyntaxError:
        return []
    found: list[str] = []
    for node in classes:
        bases = [ast.unparse(base) for base in node.bases]
        if any(base.endswith("Module") or re.match(r"(torch\.)?nn\.[A-Z]", base) or base in [*known, *found] for base in bases):
            found.append(node.name)
    return found


def defined(code: str) -> tuple[list[str], str]:
    """The global names that a cell binds, and its import statements as code.

    >>> defined("a, (b, *c) = 1, (2, 3)\\nif a:\\n    def g(): x = 1\\nimport os.path as p")
    (['a', 'b', 'c', 'g', 'p'], 'import os.path as p')
    """
    try:
        tree = syntax.parse(_python(code))
    except SyntaxError:
        return [], ""
    names, imports = [], []
    nodes = list(reversed(tree.body))
    while nodes:
        node = nodes.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.append(node.name)
            continue  # what is inside is not global
        if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            if not any(a.name == "*" for a in node.names):
                names += [a.asname or a.name.partition(".")[0] for a in node.names]
            imports.append(ast.unparse(node))
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.append(node.id)
        nodes += reversed(list(ast.iter_child_nodes(node)))
    return list(dict.fromkeys(names)), "\n".join(imports)


def _python(code: str) -> str:
    """A cell without the lines that only IPython reads."""
    if code.lstrip().startswith("%%"):
        return ""
    return "\n".join("" if line.lstrip().startswith(("%", "!", "?")) else line for line in code.splitlines())


def source_notebook(path: Path) -> nbformat.NotebookNode | None:
    """A notebook of the course, read once however many submissions there are (so not to be changed), or None where there is none."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@functools.lru_cache(64)
def _read(path: Path, changed: int) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def read(source: Path) -> dict | None:
    """The plan of a source notebook, or None where there is none."""
    if not source.exists():
        return None
    files = [p.relative_to(source.parent).as_posix() for p in source.parent.rglob("*") if p.is_file() and p.suffix != ".ipynb" and not p.name.startswith(".")]
    return {**_planned(source, source.stat().st_mtime_ns), "files": sorted(files)}


@functools.lru_cache(64)
def _planned(source: Path, changed: int) -> dict:
    return plan(source_notebook(source))


def unserved(root: Path) -> dict[str, list[str]]:
    """{"assignment/notebook": cells that its own reference solution loses through the judge and not in one kernel}.

    Grading finds them out (grade/reference.py) and notes them beside its ledger.
    """
    try:
        return json.loads((root / UNSERVED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def note_unserved(root: Path, found: dict[str, list[str]]) -> None:
    """Write what `unserved` reads."""
    path = root / UNSERVED
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def put(nb: nbformat.NotebookNode, made: dict | None) -> None:
    """Write the plan into a notebook, over whatever a student wrote there."""
    nb.metadata.pop(KEY, None)
    if made is not None:
        nb.metadata[KEY] = nbformat.from_dict(made)


def of(nb: nbformat.NotebookNode) -> dict | None:
    """The plan that `put` wrote."""
    return nb.metadata.get(KEY)
