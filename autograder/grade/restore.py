"""The nbgrader preprocessor that undoes what a student did to cells and their metadata.

It puts deleted read-only cells back, frees copied cells, and takes the tags off
everything that counts: a tag such as `skip-execution` on a graded cell would keep
it from running, and nbgrader gives full points to a test cell without an error.

nbgrader's own OverwriteCells.add_missing_cells looks for the neighbour among
graded and solution cells only and fails with a KeyError where the neighbour is
a locked one.  This one puts every locked cell that is missing (given code,
visible tests, graded tests) behind the nearest earlier cell that is left.

nbgrader's DeduplicateIds, which runs before, empties the metadata of a copied cell
and leaves `{}`, which nbgrader's own validator then refuses as an old schema.
"""

from __future__ import annotations

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor


class RestoreCells(NbGraderPreprocessor):
    """Insert the locked cells that the gradebook knows and the submission lacks."""

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            if cell.metadata.get("nbgrader") == {}:
                del cell.metadata["nbgrader"]
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(where["notebook"], where["assignment"])
            points = {cell.name: cell.max_score for cell in notebook.grade_cells}
            ids = [c.metadata.get("nbgrader", {}).get("grade_id") for c in nb.cells]
            for cell in nb.cells:
                grader = cell.metadata.get("nbgrader", {})
                if grader.get("grade_id") in points or grader.get("solution"):
                    cell.metadata.pop("tags", None)
            at = 0  # where a cell that follows the ones seen so far belongs
            for source in notebook.source_cells:
                if source.name in ids:
                    at = ids.index(source.name) + 1
                elif source.locked:
                    self.log.warning("Missing cell %s was put back", source.name)
                    nb.cells.insert(at, _cell(source, points.get(source.name)))
                    ids.insert(at, source.name)
                    at += 1
        return nb, resources


def _cell(source, points):
    grader = {"grade_id": source.name, "grade": points is not None, "locked": True, "solution": False, "task": False,
              "schema_version": 3, "cell_type": source.cell_type, "checksum": source.checksum}
    if points is not None:
        grader["points"] = points
    make = nbformat.v4.new_code_cell if source.cell_type == "code" else nbformat.v4.new_markdown_cell
    return make(source.source, metadata={"nbgrader": grader, "deletable": False, "editable": False}, id=source.name)
