"""JupyterLab with nbgrader's formgrader on a course.

Formgrader reads nbgrader_config.py of the folder in which JupyterLab is started.  A course
without one of its own (the demo class) takes the checkout's: a small file in its .cache says so.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from autograder.course import ROOT, Course, display
from autograder.errors import InputError
from autograder.wiring import CONFIG, gradebook

WIRING = '''load_subconfig("nbgrader_config.py", path={checkout!r})
c = get_config()
c.CourseDirectory.pop("db_url", None)
c.CourseDirectory.root = {root!r}
'''


def environment(course: Course) -> dict[str, str]:
    """The environment in which formgrader sees the course."""
    env = {**os.environ, "PATH": os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])}
    if not any((course.root / f"{CONFIG}{ending}").exists() for ending in (".py", ".json")):
        folder = course.cache / "formgrader"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{CONFIG}.py").write_text(WIRING.format(checkout=str(ROOT), root=str(course.root)), encoding="utf-8")
        env["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, [str(folder), env.get("JUPYTER_CONFIG_PATH")]))
    return env


def open_formgrader(course: Course, more: list[str]) -> int:
    """Start JupyterLab in the course folder, at formgrader's gradebook; returns its exit status."""
    with gradebook(course) as book:
        if not book.students:
            raise InputError(display(course.root), "nothing is graded yet; run `autograder grade` first")
    command = [str(Path(sys.executable).parent / "jupyter"), "lab", f"--ServerApp.root_dir={course.root}", "--LabApp.default_url=/formgrader/gradebook", *more]
    return subprocess.run(command, cwd=course.root, env=environment(course)).returncode
