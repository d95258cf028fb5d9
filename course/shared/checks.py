"""What hidden tests share: cases in the order of their size, and messages that name a case and its cause.

Pasted into the first hidden test of a notebook, it stands by itself.
"""

HOLDS = set()  # the checks that held so far: each adds its name in its last line


def say(ja, en, case, *earlier):
    """A message with its case; an earlier check that did not hold is named as the likely cause."""
    cause = ", ".join(name for name in earlier if name not in HOLDS)
    first = (f"。先に {cause} を見てください", f"; look at {cause} first") if cause else ("", "")
    return f"{ja} [{case}]{first[0]} / {en} [{case}]{first[1]}"


def smallest_first(cases):
    """The cases in the order of what is in them: the first one that a test refuses is the smallest that it refuses."""
    return sorted(cases, key=amount)


def amount(case):
    """All sizes, letters and numbers of a case, added up."""
    if isinstance(case, dict):
        return sum(map(amount, case.items()))
    if isinstance(case, (list, tuple)):
        return sum(map(amount, case))
    if isinstance(case, str):
        return 1 + len(case)
    if hasattr(case, "shape"):
        return sum(case.shape)
    return abs(case) if isinstance(case, int) else int(isinstance(case, float))
