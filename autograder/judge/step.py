"""The preprocessor that gives a submitted notebook its plan, from the source notebook of the course.

It runs in nbgrader's sanitizing stage, in the process that has the course; the notebook may then be
executed anywhere.  Tests that cannot cross the border (they read a student's source, or compare
objects of a student's class) need the student's own kernel.  Grading finds such a
notebook by its reference solution and says so; whoever knows it names the assignment:

    c.JudgePlan.off = ["assignment"]
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, List, Unicode
from traitlets.config import Application

from autograder.judge import plan

_told: set[str] = set()


class JudgePlan(NbGraderPreprocessor):
    """Write what the judge needs to know into the metadata, over whatever stands there."""

    off = List(Unicode(), help="assignments that are graded in one kernel, tests and student's code together").tag(config=True)
    proven = Bool(False, help="the course's own tests show that the judge serves all its notebooks: grading does not try it out with the references").tag(config=True)

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
        elif not self.proven and (cells := plan.unserved(Path(course.root)).get(f"{where['assignment']}/{where['notebook']}")):
            self._once(f"{where['assignment']}/{where['notebook']}", f"tests that need the student's own kernel (the reference itself loses {', '.join(cells)} through "
                       "the judge): all of it is graded in one kernel, and cells that must fail show who bends tests; c.JudgePlan.off names such an assignment")
            plan.put(nb, plan.OFF)
        elif source.exists():
            made = plan.read(source)
            theirs = self.config.Autograde.get("exclude_overwriting") or {}  # the student's version of a file is nothing for the judge
            plan.put(nb, {**made, "files": [name for name in made["files"] if name not in theirs.get(where["assignment"], ())]})
        else:
            self._once(where["notebook"], "there is no source notebook that tells the judge what is defined where; its tests run beside the student's code")
            plan.put(nb, plan.OFF)
        return nb, resources

    def _once(self, name: str, what: str) -> None:
        """One line for an assignment, not one for each submission."""
        if name in _told:
            return
        _told.add(name)
        if Application.initialized():
            self.log.warning("%s: %s", name, what)
        else:  # `autograder grade` is no application of traitlets, whose log then goes nowhere
            print(f"{name}: {what}", file=sys.stderr, flush=True)
