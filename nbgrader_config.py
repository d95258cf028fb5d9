"""All the wiring between nbgrader and this course.

`nbgrader autograde`, `nbgrader generate_assignment` and formgrader read this
file when they are started in this folder.  Nothing in nbgrader is patched:
every line below is an option that nbgrader documents.
"""

import os

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.preprocessors import ClearMarkScheme, DeduplicateIds, GetGrades

from autograder.feedback.view import TEMPLATES, StudentView
from autograder.grade.execute import ExecuteOnce
from autograder.grade.repair import RepairedNotebooks
from autograder.grade.restore import RestoreCells
from autograder.judge.step import JudgePlan
from autograder.kernels import choose
from autograder.publish.edition import CodeEdition, Edition, VisibleTests


def steps(converter, name, **changes):
    """nbgrader's own list of steps, with some replaced by others."""
    listed = converter.class_traits()[name].default()
    return [new for step in listed for new in changes.get(step.__name__, [step])]


c = get_config()  # noqa: F821  (given by traitlets)

c.CourseDirectory.course_id = "transformer-foundations"
c.CourseDirectory.release_directory = os.path.join("release", "ja")
c.Edition.lang = "ja"

# A blank stub says where to look.
c.ClearSolutions.code_stub = {
    "python": "# あなたのコード / your code\n"
    'raise NotImplementedError("未実装です。このセルの説明を読んでください / not written yet: read this cell\'s docstring")'
}

# The release is nbgrader's own list, with the edition (one language) of the prose in front.
# That of the code comes behind SaveCells: the gradebook keeps both languages for both editions;
# VisibleTests lets the Validate button report visible tests that fail.
c.GenerateAssignment.preprocessors = [Edition, *steps(GenerateAssignment, "preprocessors", ClearMarkScheme=[ClearMarkScheme, CodeEdition, VisibleTests])]

# RepairedNotebooks reads what an editor broke; RestoreCells makes the cells that count what they should be;
# JudgePlan tells ExecuteOnce, which runs no notebook twice, what the judge must know.
c.Autograde.sanitize_preprocessors = steps(Autograde, "sanitize_preprocessors", DeduplicateIds=[RestoreCells, DeduplicateIds]) + [JudgePlan]
c.Autograde.exporter_class = RepairedNotebooks
c.Autograde.autograde_preprocessors = steps(Autograde, "autograde_preprocessors", Execute=[ExecuteOnce])

# The judge serves all tests of this course (tests/test_bothways.py); of another one grading finds out, by the
# reference solutions, which notebooks need their tests in the student's kernel, and c.JudgePlan.off = ["some_assignment"] says it.
c.JudgePlan.proven = True

# nbgrader gives 0 to a test cell that writes anything to stderr.  A warning or a
# progress bar is not a mistake, so stderr is dropped before the scores are read.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"

# Seconds for one cell; a cell that takes longer is interrupted and fails.  The slowest one
# trains the project's model, some of them twice: a sound model that is slow must not fail.
c.ExecuteOnce.timeout = 60
c.ExecuteOnce.notebook_timeout = 240  # for all of its cells together
c.ExecuteOnce.kernel_name = choose.theirs()  # warm and walled in; whatever kernel a submission names
c.ExecuteOnce.shutdown_kernel = "immediate"  # nothing in it is worth a farewell
c.ExecuteOnce.skip_cells_with_tag = "experiment"  # they measure and draw; no score depends on them

# Late work loses nothing.  These two lines switch a policy on; `autograder regrade --dry-run` shows what it would do.
# c.AssignLatePenalties.plugin_class = "autograder.grade.late.LatePolicy"
# c.LatePolicy.percent_per_day = 10

# What a student gets back shows neither hidden tests nor their source in tracebacks.
c.GenerateFeedback.preprocessors = steps(GenerateFeedback, "preprocessors", GetGrades=[GetGrades, StudentView])
c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES)]  # the page's template; nbgrader asks for one called `feedback`
