"""The same scores with the judge and in one kernel, for answers of the bank drawn by a seed that is printed.

BOTHWAYS=1000 takes as many; `python -m autograder.report.bothways` takes all.
"""

import os

from autograder.course import exercises
from autograder.report.bothways import differences, sample
from autograder.wiring import read_course


def test_the_judge_gives_the_scores_of_one_kernel():
    size, seed = int(os.environ.get("BOTHWAYS", 6)), int(os.environ.get("BOTHWAYS_SEED", 498769))  # fixed: a failure belongs to a change
    quick = [e for e in exercises() if size > 100 or not e.assignment.startswith("project")]  # the project trains for a minute
    drawn = sample(quick, size, seed)
    print(f"BOTHWAYS_SEED={seed}: {drawn}")
    compared, found = 0, []
    for exercise in quick:
        if exercise.name in drawn:
            cells, lines = differences([exercise], read_course(), drawn[exercise.name])
            compared, found = compared + cells, found + lines
    assert compared > 0 and found == []
