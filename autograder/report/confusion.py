"""Is a misconception named rightly?  Wrong answers written a second way, against the name they get.

again/NAME.py holds wrong/NAME.py in other words.  Named rightly: its own sentence (or that of an
answer with the same one).  Nothing said is no harm; another answer's sentence is.  Right answers
must get none.
"""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from autograder.course import Course, Exercise
from autograder.feedback.diagnosis import diagnose, load
from autograder.report.matrix import matrix


def confusion(chosen: list[Exercise], course: Course) -> int:
    """Print what each again/ answer was taken for, and the shares; returns 1 if a promise is broken."""
    console = Console(width=120, highlight=False)
    table = Table("exercise", "written again", "taken for", box=None)
    rightly = wrongly = total = right_named = 0
    second = matrix(chosen, course, again=True)
    right = matrix(chosen, course, kinds=("right",))
    for exercise in chosen:
        known = load(exercise.bank / "behaviour.json")
        sentence = {m.name: m.en for m, _ in known}
        for row in second[exercise.name]:
            found = diagnose(row.did, known)
            good = found is not None and found.en == sentence.get(row.answer.name)
            total, rightly, wrongly = total + 1, rightly + good, wrongly + (found is not None and not good)
            if not good:
                table.add_row(exercise.name, row.answer.name, found.name if found else "(nothing said)")
        right_named += sum(diagnose(row.did, known) is not None for row in right[exercise.name])
    if table.row_count:
        console.print(table)
    console.print(f"named rightly: {rightly} of {total}; wrongly: {wrongly}; nothing said: {total - rightly - wrongly}")
    console.print(f"right answers that were given a misconception: {right_named}")
    return int(total == 0 or rightly < 0.9 * total or wrongly > 0.02 * total or right_named > 0)
