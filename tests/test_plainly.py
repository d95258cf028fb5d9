"""The scores of plain `nbgrader autograde` with a cold kernel, for answers of the bank drawn by a seed that is printed.

PLAINLY=20 takes as many of each exercise; `python -m autograder.report.plainly` compares a class or the whole bank.
"""

import os

from autograder.course import exercises
from autograder.report.plainly import class_of_answers, compare


def test_the_scores_are_those_of_plain_nbgrader(tmp_path, scheduler):
    size, seed = int(os.environ.get("PLAINLY", 3)), int(os.environ.get("PLAINLY_SEED", 498769))  # fixed: a failure belongs to a change
    chosen = [e.name for e in exercises()] if size > 3 else ["q3_scaled_dot_product"]
    print(f"PLAINLY_SEED={seed}: {size} answers of {chosen}")
    found = compare(class_of_answers(tmp_path, chosen, size, seed), scheduler=scheduler)
    assert found.differ == [] and found.submissions >= size and found.cells > 5 * size, found
    assert not found.mended and not found.given_up
