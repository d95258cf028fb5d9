"""The preprocessor that gives a submitted notebook its plan, from the source notebook of the course.

It runs in nbgrader's sanitizing stage, in the process that has the course; the notebook may then be
executed anywhere.  An assignment whose tests cannot cross the border is named in nbgrader_config.py:

    c.JudgePlan.off = ["assignment"]
"""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import List, Unicode

from autograder.judge import plan

_told: set[str] = set()


class JudgePlan(NbGraderPreprocessor):
    """Write what the judge needs to know into the metadata, over whatever stands there."""

    off = List(Unicode(), help="assignments that are graded in one kernel, tests and student's code together").tag(config=True)

    def preprocess(self, nb, resources):
        where = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        source = Path(course.format_path(course.source_directory, ".", where["assignment"])) / f"{where['notebook']}.ipynb"
        for key in (plan.KEY, "autograder_trace", "autograder_remarks"):
            nb.metadata.pop(key, None)
        if source.exists():
            kernelspec = plan.source_notebook(source).metadata.get("kernelspec")
            if kernelspec:
                nb.metadata["kernelspec"] = nbformat.from_dict(kernelspec)
        if where["assignment"] in self.off:
            self._once(where["assignment"], "the judge is off for it (c.JudgePlan.off); its tests run beside the student's code, and cells that must fail show who bends them")
            plan.put(nb, plan.OFF)
        elif source.exists():
            plan.put(nb, plan.read(source))
        else:
            self._once(where["notebook"], "there is no source notebook that tells the judge what is defined where; its tests run beside the student's code")
            plan.put(nb, plan.OFF)
        return nb, resources

    def _once(self, name: str, what: str) -> None:
        """One line for an assignment, not one for each submission."""
        if name not in _told:
            _told.add(name)
            self.log.warning("%s: %s", name, what)
