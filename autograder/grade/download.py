"""A Moodle or Canvas download -> submitted/: nbgrader's zip_collect with a collector for their file names.

Canvas names a file `doejane_LATE_1234_98765_q1_bpe-1.ipynb` (user 1234), Moodle
`Jane Doe_1234_assignsubmission_file_/q1_bpe.ipynb` (participant 1234).  The number becomes the
student's id.  What fits neither is named in the end and stays in downloaded/<assignment>/extracted/.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import FileNameCollectorPlugin

from autograder.course import Course, display
from autograder.errors import InputError
from autograder.wiring import config_for, gradebook

MOODLE = re.compile(r"(?P<name>[^/]+?)_(?P<student_id>\d+)_assignsubmission_(?:file|onlinetext)_?/?(?P<file_id>.*)", re.S)
CANVAS = re.compile(r"(?P<name>[^/_]+)_(?:LATE_)?(?P<student_id>\d+)_\d+_(?P<file_id>.+)", re.S)


def parsed(inside: str) -> dict[str, str] | None:
    """{student_id, file_id, name} of a path in a download; None where it is neither Moodle's nor Canvas's.

    >>> parsed("Jane Doe_1234_assignsubmission_file_/q1_bpe.ipynb")["student_id"]
    '1234'
    >>> parsed("doejane_LATE_1234_98765_q1_bpe-1.ipynb")["file_id"]
    'q1_bpe.ipynb'
    >>> parsed("q1_bpe.ipynb") is None
    True

    A student chooses the name of a file, and cannot hand in for somebody else by it:

    >>> parsed("Jane Doe_1234_assignsubmission_file_X_99_assignsubmission_file_q1_bpe.ipynb")["student_id"]
    '1234'
    """
    for pattern in (MOODLE, CANVAS):
        if (found := pattern.fullmatch(inside)) and found["file_id"]:
            info = found.groupdict()
            if pattern is CANVAS:
                info["file_id"] = re.sub(r"-\d+(?=\.ipynb$)", "", info["file_id"])  # Canvas counts attempts
            return info
    return None


class Names(FileNameCollectorPlugin):
    """nbgrader asks this for each file; `odd` and `twice` keep what a person should look at."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.odd: list[str] = []
        self.twice: list[str] = []
        self.names: dict[str, str] = {}
        self._taken: set[tuple[str, str]] = set()

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        inside = Path(submitted_file).as_posix().partition("/extracted/")[2].partition("/")[2]  # without the archive's own folder
        info = None
        if not re.search(r"(^|/)(__MACOSX|\.ipynb_checkpoints)/|(^|/)(\.DS_Store|timestamp\.txt)$", inside):
            info = parsed(inside) or parsed(inside.partition("/")[2])  # a download may have one more folder around it
        if info is None:
            self.odd.append(submitted_file)
            return None
        name = Path(info["file_id"]).name  # a student's own folders do not count
        wanted, k = name, 1
        while (info["student_id"], wanted) in self._taken:
            k += 1
            wanted = f"{Path(name).stem} ({k}){Path(name).suffix}"
        if wanted != name:
            self.twice.append(f"{info['student_id']}: {name} is there twice; the second one is kept as {wanted}")
        self._taken.add((info["student_id"], wanted))
        self.names[info["student_id"]] = info["name"]
        return {"student_id": info["student_id"], "file_id": wanted}


def _left_in(archive: Path, extracted: Path) -> list[str]:
    """Files of the archive that did not come out of it: nothing leads out of the folder, no `../` and no path from the root."""
    with zipfile.ZipFile(archive) as opened:
        return [f"{archive.name}/{entry.filename}" for entry in opened.infolist() if not entry.is_dir() and not (extracted / entry.filename.lstrip("/")).exists()]


def collect(course: Course, archive: Path, assignment: str) -> int:
    """Fill submitted/<student>/<assignment>/ from a download; returns how many files a person should look at."""
    if assignment not in [a.name for a in course.chosen([assignment])]:
        raise InputError(assignment, f"this is an exercise; a download is of an assignment: --assignment {course.chosen([assignment])[0].name}")
    if not zipfile.is_zipfile(archive):
        raise InputError(display(archive), "this is not a zip file" if archive.exists() else "there is no such file")
    folder = course.root / "downloaded" / assignment
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "archive").mkdir(parents=True)
    shutil.copyfile(archive, folder / "archive" / "download.zip")
    app = ZipCollectApp(config=config_for(course, assignment_id=assignment))
    app.coursedir = CourseDirectory(parent=app)
    app.collector_plugin, app.force, app.log_level = Names, True, 40
    app.init_plugins()
    app.extract_archive_files()
    app.process_extracted_files()
    names = app.collector_plugin_inst
    names.odd += _left_in(archive, folder / "extracted" / "download")
    with gradebook(course) as book:
        for student, name in sorted(names.names.items()):
            book.update_or_create_student(student, last_name=name)
    for path in names.odd:
        print(f"not collected, its name tells no student: {display(Path(path))}")
    print(*names.twice, sep="\n", end="\n" * bool(names.twice))
    print(f"{len(names.names)} students' work for {assignment} is in {display(course.root / 'submitted')}; {len(names.odd)} files were not collected")
    return len(names.odd) + len(names.twice)
