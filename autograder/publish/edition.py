"""The nbgrader preprocessor that makes one language's edition out of the source.

First in GenerateAssignment.preprocessors.  It drops the prose of the other
language and touches nothing else, so that code cells and grade ids are the same
in every edition.
"""

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum

from autograder.course import LANGS


class Edition(NbGraderPreprocessor):
    """Keep the cells of `lang` and the cells without a language."""

    lang = Enum(LANGS, default_value="ja", help="the edition's language").tag(config=True)

    def preprocess(self, nb, resources):
        nb.cells = [cell for cell in nb.cells if cell.metadata.get("lang", self.lang) == self.lang]
        return nb, resources
