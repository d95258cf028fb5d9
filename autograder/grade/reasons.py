"""Why a submission has no score, in words that somebody can act on.

nbgrader's own errors name neither the notebook nor the cell.
"""

from __future__ import annotations

import nbformat
from nbgrader.nbgraderformat.common import SchemaTooOldError
from nbgrader.utils import determine_grade, is_grade

OLD = ("nbgrader's information is missing at a graded cell: the cell may stand in the notebook twice (delete the copy and hand it in again), "
       "or an older nbgrader made it (`nbgrader update`)")


def reason(error: Exception, notebooks: dict[str, nbformat.NotebookNode]) -> str:
    """One sentence for an error met while a submission was cleaned or scored; notebooks: those that were executed."""
    where = ", ".join(getattr(error, "__notes__", []))
    if isinstance(error, SchemaTooOldError):
        return f"{where}: {OLD}" if where else OLD
    if isinstance(error, ValueError) and (cells := [f"{name}, cell {cell.metadata.nbgrader.grade_id}" for name, nb in notebooks.items() for cell in nb.cells if _too_much(cell)]):
        return f"{'; '.join(cells)}: its last value is more than its points (a test's last value is partial credit)"
    return f"{type(error).__name__}: {error}" + f" ({where})" * bool(where)


def _too_much(cell) -> bool:
    """Whether nbgrader refuses a cell's partial credit."""
    if not is_grade(cell):
        return False
    try:
        determine_grade(cell)
    except ValueError:
        return True
    return False
