"""A late policy as nbgrader's plug-in.  Off by default; nbgrader_config.py has the two lines that switch it on.

nbgrader deducts what it says from each notebook of a submission that came after the due date
(`timestamp.txt` says when it came).  Scores stay what they are: the deduction stands beside them.
"""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float


class LatePolicy(LateSubmissionPlugin):
    """So many percent of the score for each day that has begun, after some minutes of grace, and never more than a limit."""

    percent_per_day = Float(10.0, min=0, max=100, help="deducted for each day that has begun").tag(config=True)
    at_most_percent = Float(50.0, min=0, max=100, help="never more than this").tag(config=True)
    grace_minutes = Float(15.0, min=0, help="late by less than this is not late").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """The points to deduct; None: nothing.

        >>> [LatePolicy().late_submission_penalty("ann", 20.0, h * 3600) for h in (0.2, 1, 25, 300)]
        [None, 2.0, 4.0, 10.0]
        """
        if total_seconds_late <= 60 * self.grace_minutes:
            return None
        days = math.ceil(total_seconds_late / 86_400)
        return score * min(self.at_most_percent, self.percent_per_day * days) / 100
