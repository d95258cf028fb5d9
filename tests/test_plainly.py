"""The scores of plain `nbgrader autograde` with a cold kernel, for answers of the bank drawn by AUTOGRADER_SEED.

`python -m autograder.report.plainly` compares a class or the whole bank.
"""

from conftest import SEED, WHOLE

from autograder.course import exercises
from autograder.report.plainly import class_of_answers, compare


def test_the_scores_are_those_of_plain_nbgrader(tmp_path, scheduler):
    quick = [e.name for e in exercises() if not e.assignment.startswith("project")]
    size, chosen = (6, quick) if WHOLE else (2, quick[SEED % len(quick)::len(quick)])
    print(f"AUTOGRADER_SEED={SEED}: {size} answers of {chosen}")
    found = compare(class_of_answers(tmp_path, chosen, size, SEED), scheduler=scheduler)
    assert found.differ == [] and found.submissions >= size and found.cells > 5 * size, found
    assert not found.mended and not found.given_up
