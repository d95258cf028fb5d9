"""Which kernel runs what on this machine.

Linux forks warm kernels.  Other systems start the plain `python3` kernel: a student works there as
ever, and grading says that nothing walls the students' code in.
"""

from __future__ import annotations

import os
import sys
from functools import cache

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from autograder.errors import InputError
from autograder.kernels import spec, walls

NO_SANDBOX = "AUTOGRADER_NO_SANDBOX"  # the instructor's explicit word, also set by --no-sandbox
NEEDED = {"files", "seccomp"}


def ours() -> str:
    """The kernel for our own code: building, nbval."""
    return _installed("warm") if sys.platform == "linux" else "python3"


def theirs() -> str:
    """The kernel for students' code.  Raises InputError where no walls can stand and nobody said to go on without."""
    without = os.environ.get(NO_SANDBOX, "")
    if without not in ("", "0", "1"):
        raise InputError(NO_SANDBOX, f"1 (run students' code without walls) or 0 is needed, not '{without}'")
    if without == "1":
        return ours()
    if sys.platform != "linux":
        return "python3"
    missing = NEEDED - set(_standing())
    if missing:
        raise InputError("walls", f"this machine cannot wall students' code in ({', '.join(sorted(missing))} is missing): grade on Linux 5.13 or "
                                  "newer with Landlock switched on, or say --no-sandbox to run the code with all your rights")
    return _installed("walled")


def said(name: str) -> str:
    """One line for the start of a run: which walls stand around a kernel ("": whichever a notebook names)."""
    if name == "walled":
        return f"Students' code runs behind walls: {', '.join(_standing())}."
    without = "Students' code runs WITHOUT walls: it can read, change and send whatever you can."
    asked_for = sys.platform != "linux" or os.environ.get(NO_SANDBOX, "") == "1"
    return without if asked_for else f'{without} c.Execute.kernel_name = "walled" in nbgrader_config.py raises them.'


@cache
def _standing() -> tuple[str, ...]:
    return tuple(walls.standing())


@cache
def _installed(name: str) -> str:
    """`name`, whose kernelspec is installed if `make` did not do it."""
    try:
        KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel:
        spec.install()
    return name
