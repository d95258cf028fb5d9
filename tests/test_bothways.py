"""The same scores with the judge and in one kernel, for answers of the bank drawn by AUTOGRADER_SEED.

`python -m autograder.report.bothways` takes all.
"""

from conftest import SEED, WHOLE

from autograder.course import exercises
from autograder.report.bothways import differences, sample
from autograder.wiring import read_course


def test_the_judge_gives_the_scores_of_one_kernel():
    quick = [e for e in exercises() if not e.assignment.startswith("project")]  # the project trains for a minute
    drawn = sample(quick, 40 if WHOLE else 3, SEED)
    print(f"AUTOGRADER_SEED={SEED}: {drawn}")
    compared, found = differences(quick, read_course(), drawn)
    assert compared > 0 and found == []
