"""What a student's feedback page shows of the graded cells.

nbgrader's page would print hidden tests and, in tracebacks, the lines around the
one that failed.  Here a graded cell keeps its heading, and an error its last line:
the message written for the student.
"""

from __future__ import annotations

from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.utils import is_grade


class StudentView(NbGraderPreprocessor):
    """Drop hidden tests and all but the message of their errors."""

    def preprocess_cell(self, cell, resources, cell_index):
        if is_grade(cell) and cell.cell_type == "code":
            ClearHiddenTests(parent=self).preprocess_cell(cell, resources, cell_index)
            for out in cell.outputs:
                if out.output_type == "error":
                    out.traceback = [f"{out.ename}: {out.evalue}"]
        return cell, resources
