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
            kernelspec = nbformat.read(source, as_version=4).metadata.get("kernelspec")
            if kernelspec:
                nb.metadata["kernelspec"] = kernelspec
        if where["assignment"] in self.off:
            self.log.warning("%s: the judge is off for this assignment; tests run beside the student's code", where["assignment"])
        elif source.exists():
            plan.put(nb, plan.read(source))
        else:
            self.log.warning("%s has no source notebook, so the judge does not know what to look for; tests run beside the student's code", where["notebook"])
        return nb, resources
