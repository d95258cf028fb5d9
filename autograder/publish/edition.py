"""The nbgrader preprocessors that make one language's edition out of the source.

`Edition` stands first in GenerateAssignment.preprocessors: it drops the prose of the
other language.  `CodeEdition` stands behind SaveCells: the gradebook keeps the bilingual
code, so one gradebook serves both editions, and ComputeChecksums runs again after it.
`VisibleTests` makes nbgrader's own Validate report the visible tests that fail.
"""

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked
from traitlets import Enum

from autograder.course import LANGS
from autograder.publish.bilingual import half

AFTER = "# このセルのテストは、提出後の採点で実行されます。 / The tests of this cell run after you hand in."


class Edition(NbGraderPreprocessor):
    """Keep the cells of `lang` and the cells without a language; note the language."""

    lang = Enum(LANGS, default_value="ja", help="the edition's language").tag(config=True)

    def preprocess(self, nb, resources):
        nb.cells = [cell for cell in nb.cells if cell.metadata.get("lang", self.lang) == self.lang]
        nb.metadata.setdefault("course", {})["lang"] = self.lang
        return nb, resources


class CodeEdition(NbGraderPreprocessor):
    """Keep one language of the texts in code, the one that `Edition` noted."""

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.source = released(cell.source, nb.metadata.course.lang, is_grade(cell))
        return nb, resources


class VisibleTests(NbGraderPreprocessor):
    """In a release, a visible test is a graded cell worth 0 points.

    Validate reports a graded cell of 0 points that failed, and never an ungraded one; what a student
    gets holds no hidden test, so without this a blank notebook is a success.  The gradebook does not
    know these points: SaveCells came before, and grading makes the cell again what the source says.
    """

    def preprocess(self, nb, resources):
        for cell in nb.cells:
            if is_visible_test(cell):
                cell.metadata.nbgrader.update(grade=True, points=0)
        return nb, resources


def is_visible_test(cell) -> bool:
    """STYLE.md's name for it; not one that grading leaves out, where an error is allowed."""
    return cell.cell_type == "code" and is_locked(cell) and cell.metadata.nbgrader.grade_id.endswith("-try") and "experiment" not in cell.metadata.get("tags", [])


def with_ungraded_visible_tests(nb):
    """A release as nbgrader alone makes it: without `VisibleTests`, whose points plain nbgrader does not know.  Changes nb and returns it."""
    for cell in filter(is_visible_test, nb.cells):
        cell.metadata.nbgrader.grade = False
        cell.metadata.nbgrader.pop("points", None)
    return nb


def released(code: str, lang: str, graded: bool) -> str:
    """The code of a cell, hidden tests and solutions gone, as an edition shows it."""
    return half(f"{code.rstrip()}\n{AFTER}" if graded else code, lang)
