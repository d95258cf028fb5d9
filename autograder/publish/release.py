"""source/ -> release/ja and release/en, by nbgrader's own generate_assignment.

One call per edition; both fill the same gradebook, because graded cells carry
no language.  Nothing is written into release/ unless every notebook converts.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from autograder.course import LANGS, Course
from autograder.errors import InputError
from autograder.wiring import api_for


def generate(course: Course, out: Path, assignments: list[str]) -> None:
    """Write out/ja and out/en; the cells are noted in the course's gradebook."""
    with tempfile.TemporaryDirectory(dir=course.root) as scratch:
        for lang in LANGS:
            api = api_for(course, release_directory=str(Path(scratch) / lang), lang=lang)
            for assignment in assignments:
                result = api.generate_assignment(assignment, force=True)
                if not result["success"]:
                    raise InputError(course.folder("source", assignment), f"nbgrader could not make the release:\n{result.get('log', '')}{result.get('error', '')}")
        for lang in LANGS:
            for assignment in assignments:
                dest = out / lang / assignment
                shutil.rmtree(dest, ignore_errors=True)
                dest.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(str(Path(scratch) / lang / assignment), dest)
