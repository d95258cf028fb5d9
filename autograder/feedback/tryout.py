"""Before handing in: which stubs are written, which visible tests pass, and can the file be graded?

For students: needs what the student installation has (nbformat and nbclient come with JupyterLab),
and runs the notebook in a plain kernel, as Run All does.  It knows no hidden test: what passes
here may still lose points.
"""

from __future__ import annotations

import ast
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.notebooknode import NotebookNode

from autograder import syntax
from autograder.course import LANGS, ROOT, display
from autograder.errors import InputError, close_to

SECONDS = 300  # for one cell; the slowest one trains a small network
NOT_WRITTEN = "NotImplementedError"
SKIPPED = "experiment"  # cells that measure and draw; nothing graded needs them
SAY = {
    "ja": {"blank": "まだ書かれていません", "pass": "見えるテストに通りました", "alone": "実行できました（この関数だけの見えるテストはありません）", "fail": "見えるテストに通りません：", "error": "実行するとエラーになります：",
           "waits": "前のスタブを待っています：", "good": "このファイルは採点できます。", "bad": "提出の前に直しましょう：", "missing": "セル {} がありません", "twice": "セル {} が二つあります（後のほうが採点されます）",
           "stopped": "実行が途中で終わりました", "slow": "{} 秒で終わりませんでした", "done": "{} / {} 個のスタブが見えるテストに通っています。採点では、見えないテストも実行されます。"},
    "en": {"blank": "not written yet", "pass": "its visible tests pass", "alone": "it runs (there is no visible test of it)", "fail": "a visible test fails: ", "error": "running it gives an error: ",
           "waits": "waits for another stub: ", "good": "This file can be graded.", "bad": "Mend this before you hand in: ", "missing": "the cell {} is missing", "twice": "the cell {} is there twice (the last one counts)",
           "stopped": "it stopped in the middle", "slow": "it did not end within {} seconds", "done": "{} of {} stubs pass their visible tests. Grading runs hidden tests, too."},
}


@dataclass
class Stub:
    """A solution cell: its grade_id, what it defines, and how it stands ("blank", "error", "fail", "waits", "alone" or "pass")."""

    name: str
    defines: set[str]
    state: str = "alone"
    message: str = ""


@dataclass
class Tried:
    """What one notebook shows; `faults`: what would cost points that it need not."""

    path: Path
    lang: str
    stubs: list[Stub] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def passed(self) -> int:
        return sum(stub.state in ("pass", "alone") for stub in self.stubs)


def show(names: list[str], root: Path = ROOT) -> int:
    """Print how the named notebooks stand, or how far all the released ones of an edition are; 1 if something is to do."""
    if names:
        found = [tried(_path(name, root), root) for name in names]
        for one in found:
            print(*report(one), sep="\n")
        return int(any(one.faults or one.passed < len(one.stubs) for one in found))
    todo = 0
    for lang in LANGS:
        for path in sorted((root / "release" / lang).glob("*/*.ipynb"), key=lambda p: (p.parent.name.startswith("project"), p.name)):
            one = tried(path, root)
            todo += len(one.stubs) - one.passed + len(one.faults)
            print(f"{lang}  {one.path.stem:26} {'■' * one.passed}{'□' * (len(one.stubs) - one.passed)} {one.passed}/{len(one.stubs)}" + (f"  {SAY[lang]['bad']}{one.faults[0]}" if one.faults else ""), flush=True)
    return int(todo > 0)


def report(one: Tried) -> list[str]:
    """The lines about one notebook, in its language."""
    say = SAY[one.lang]
    lines = [display(one.path)]
    for stub in one.stubs:
        mark = {"pass": "✓", "alone": "✓", "blank": "·"}.get(stub.state, "✗")
        lines.append(f"  {mark} {stub.name}: {say[stub.state]}{stub.message}")
    lines.append("  " + say["done"].format(one.passed, len(one.stubs)))
    return [*lines, "  " + (say["bad"] + "; ".join(one.faults) if one.faults else say["good"])]


def tried(path: Path, root: Path = ROOT) -> Tried:
    """Run a copy of the notebook and look at its cells; the file itself is not changed."""
    try:
        nb = nbformat.read(path, as_version=4)
        nbformat.validate(nb)
    except OSError as error:
        raise InputError(display(path), error.strerror or str(error)) from None
    except (ValueError, AttributeError, TypeError, nbformat.ValidationError) as error:
        raise InputError(display(path), f"this is not a notebook that can be graded ({str(error).strip().splitlines()[0][:120]}); download it again and copy your code into it") from None
    one = Tried(path, _language(nb))
    one.faults = _faults(nb, path, one.lang, root)
    ran = _run(nb, path.parent, one)
    _judge(ran, one)
    return one


def _path(name: str, root: Path) -> Path:
    """A file, or the name of a released notebook."""
    path = Path(name)
    if path.is_dir():
        raise InputError(name, f"this is a folder; name a notebook in it, e.g. {next((p.name for p in sorted(path.glob('**/*.ipynb'))), 'q1_bpe.ipynb')}")
    if path.exists() or len(path.parts) > 1:
        return path.resolve()
    released = sorted((root / "release").glob("*/*/*.ipynb"))
    found = [p for p in released if p.stem == path.stem]
    if len(found) != 1:
        meant = f"; do you mean {' or '.join(display(p) for p in found)}?" if found else close_to(path.stem, [p.stem for p in released]) or "; `autograder try` alone goes through all released ones"
        raise InputError(name, f"there is no such notebook here{meant}")
    return found[0]


def _language(nb: NotebookNode) -> str:
    lang = nb.metadata.get("course", {}).get("lang")
    return lang if lang in SAY else "en"


def _ids(nb: NotebookNode) -> list[str]:
    return [cell.metadata.nbgrader.grade_id for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id")]


def _faults(nb: NotebookNode, path: Path, lang: str, root: Path) -> list[str]:
    """Cells that are missing or doubled, against the notebook that was given out under this name, where it is at hand."""
    ids, say = _ids(nb), SAY[lang]
    given = next(iter(sorted((root / "release" / lang).glob(f"*/{_stem(path)}.ipynb"))), None)
    expected = _ids(nbformat.read(given, as_version=4)) if given else []
    faults = [say["missing"].format(name) for name in expected if name not in ids]
    faults += [say["twice"].format(name) for name in dict.fromkeys(ids) if ids.count(name) > 1]
    if not ids:
        faults.append(say["missing"].format("nbgrader"))
    return faults


def _stem(path: Path) -> str:
    return re.sub(r"( ?\(\d+\)| - copy| - コピー| copy)+$", "", path.stem, flags=re.I)


def _run(nb: NotebookNode, folder: Path, one: Tried) -> NotebookNode:
    """All cells in a fresh kernel, on after errors."""
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    client = NotebookClient(nb, timeout=SECONDS, kernel_name="python3", allow_errors=True, skip_cells_with_tag=SKIPPED, record_timing=False, store_widget_state=False,
                            extra_arguments=["--IPKernelApp.log_level=40"])  # its warnings about transport say nothing to a student
    with tempfile.TemporaryDirectory() as scratch:
        try:
            client.execute(cwd=str(folder) if folder.is_dir() else scratch)
        except CellTimeoutError:
            one.faults.append(SAY[one.lang]["slow"].format(SECONDS))
        except DeadKernelError:
            one.faults.append(SAY[one.lang]["stopped"])
    return nb


def _judge(nb: NotebookNode, one: Tried) -> None:
    """Go through the cells in their order: a visible test speaks of the stubs whose names it uses."""
    for cell in nb.cells:
        grader = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or SKIPPED in cell.metadata.get("tags", []):
            continue
        error = next((o for o in cell.outputs if o.output_type == "error"), None)
        if grader.get("solution"):
            one.stubs.append(_stub(cell, grader.get("grade_id", "?"), error, one.lang))
        elif grader.get("locked") and not (grader.get("grade") and grader.get("points")) and re.search(r"^\s*assert\b", cell.source, re.M):
            _test(cell, error, one, ran=cell.execution_count is not None)


def _stub(cell: NotebookNode, name: str, error, lang: str) -> Stub:
    try:
        tree = syntax.parse(cell.source)
    except SyntaxError as wrong:
        return Stub(name, set(), "error", f"SyntaxError: {wrong.msg} ({wrong.lineno})")
    except ValueError as wrong:
        return Stub(name, set(), "error", str(wrong))
    defines = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    defines |= {target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)}
    if any(isinstance(node, ast.Raise) and node.exc is not None and NOT_WRITTEN in ast.unparse(node.exc) for node in ast.walk(tree)):
        return Stub(name, defines, "blank")
    if error is not None:
        return Stub(name, defines, "error", _message(error))
    return Stub(name, defines, "alone" if cell.execution_count is not None or not cell.source.strip() else "error", "" if cell.execution_count is not None else SAY[lang]["stopped"])


def _test(cell: NotebookNode, error, one: Tried, ran: bool) -> None:
    """Write a visible test's result into the stubs before it whose names it uses."""
    names = {node.id for node in ast.walk(syntax.parse(cell.source)) if isinstance(node, ast.Name)}
    meant = [stub for stub in one.stubs if stub.defines & names]
    open_stubs = [stub for stub in meant if stub.state in ("alone", "pass")]
    for stub in open_stubs:
        if error is None and ran:
            stub.state = "pass"
        elif error is not None and error.ename == NOT_WRITTEN or any(other.state in ("blank", "error") for other in meant):
            blank = next((other.name for other in one.stubs if other.state in ("blank", "error")), "")
            stub.state, stub.message = "waits", blank
        else:
            stub.state, stub.message = "fail", _message(error) if error is not None else SAY[one.lang]["stopped"]


def _message(error) -> str:
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", str(error.evalue)).strip()
    return text if error.ename == "AssertionError" and text else f"{error.ename}: {text}"
