"""An unexecuted source notebook -> the same one with its outputs and pictures.

Deterministic: no time stamps, no version of Python, one thread, fixed hash seed;
building twice gives the same bytes.  A cell that fails stops the build.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from pydoc_data.topics import topics

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

from autograder.course import Exercise, display
from autograder.errors import InputError
from autograder.kernels import choose
from autograder.kernels.local import LocalKernelManager
from autograder.publish import text

# One thread, because the order of a parallel sum changes its last digits.
STEADY = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "COLUMNS": "100"}
LIMIT_S = 120  # for one cell when an author builds


def execute(exercise: Exercise) -> nbformat.NotebookNode:
    """The exercise's source notebook, run from top to bottom in a fresh kernel."""
    nb = text.read(exercise)
    folder = exercise.text.parent
    try:
        NotebookClient(nb, timeout=LIMIT_S, kernel_name=choose.ours(), kernel_manager_class=LocalKernelManager, record_timing=False, shutdown_kernel="immediate",
                       resources={"metadata": {"path": str(folder)}}).execute(env=environment())
    except CellTimeoutError:
        raise InputError(display(exercise.text), f"a cell of the reference ran longer than {LIMIT_S} s") from None
    except CellExecutionError as error:
        raise InputError(display(exercise.text), f"a cell of the reference fails: {error.ename}: {error.evalue}\n{error.traceback}") from None
    nb.metadata.language_info = {"name": "python"}
    nb.metadata.course = {"text": digest(exercise), "topics": topics_digest()}
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.metadata.pop("execution", None)
            cell.outputs = _merged([out for out in cell.outputs if not _is_progress(out)])
            for out in cell.outputs:
                if out.get("name") == "stderr":  # a warning holds paths and line numbers of this machine
                    raise InputError(display(exercise.text), f"cell {cell.id} writes to stderr: {out.text.strip()[:300]}")
    attach_expected(nb, exercise)
    return nb


def attach_expected(nb: nbformat.NotebookNode, exercise: Exercise) -> None:
    """`![what](expected:CELL_ID)` in prose becomes an attachment: the first picture that the cell drew."""
    drawn = {cell.id: [out.data["image/png"] for out in cell.outputs if "image/png" in out.get("data", {})] for cell in nb.cells if cell.cell_type == "code"}
    for cell in nb.cells:
        for _, name in text.EXPECTED.findall(cell.source) if cell.cell_type == "markdown" else []:
            if not drawn[name]:
                raise InputError(display(exercise.text), f"cell {cell.id} shows 'expected:{name}', but cell {name} draws no picture")
            cell.setdefault("attachments", {})[f"{name}.png"] = {"image/png": drawn[name][0]}
            cell.source = text.EXPECTED.sub(r"\1(attachment:\2.png)", cell.source)


def _is_progress(output) -> bool:
    """A progress bar draws over itself; what it shows depends on the clock."""
    return output.get("name") == "stderr" and "\r" in output.text


def environment() -> dict[str, str]:
    """The environment in which outputs are made, and compared."""
    return {**os.environ, **STEADY}


def digest(exercise: Exercise) -> str:
    """Says which text a source notebook was made from."""
    return hashlib.sha256((text.expanded(exercise) + text.shared_code(exercise)).encode()).hexdigest()[:16]


def topics_digest() -> str:
    """Says which real text the notebooks saw: every release of Python carries another `pydoc_data.topics`."""
    return hashlib.sha256("".join(topics[name] for name in sorted(topics)).encode()).hexdigest()[:16]


def dumps(nb: nbformat.NotebookNode) -> str:
    """The bytes of a notebook as they lie in git."""
    return nbformat.writes(nb, version=4) + "\n"


def save(nb: nbformat.NotebookNode, path: Path) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(dumps(nb), encoding="utf-8")
    part.replace(path)


def _merged(outputs: list) -> list:
    """Join neighbouring pieces of one stream: how it is cut depends on the clock."""
    merged: list = []
    for out in outputs:
        if merged and out.output_type == "stream" == merged[-1].output_type and out.name == merged[-1].name:
            merged[-1].text += out.text
        else:
            merged.append(out)
    return merged
