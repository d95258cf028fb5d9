"""Courses that are none of ours: `autograder grade --course FOLDER` gives what plain nbgrader gives, cell by cell.

Plain nbgrader runs in a copy of the course with a cold `python3` kernel, by its own commands.
"""

import shutil
from datetime import datetime
from pathlib import Path

import nbformat
import pytest
from conftest import nbgrader, some
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.errors import InputError
from autograder.grade.batch import grade
from autograder.judge import step
from autograder.kernels import choose
from autograder.report.regrade import regrade
from autograder.wiring import gradebook, read_course

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stats101"
c.Execute.kernel_name = "walled"
c.Execute.timeout = 4
c.AssignLatePenalties.plugin_class = "late.OnePoint"
"""
LATE = """
from nbgrader.plugins import BasePlugin

class OnePoint(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return 1 if score > 2 else None
"""
AUTOTESTS = """
python3:
    setup: "from hashlib import sha1"
    hash: 'sha1({{snippet}}.encode("utf-8")+b"{{salt}}").hexdigest()'
    dispatch: "type({{snippet}})"
    normalize: "str({{snippet}})"
    check: 'assert {{snippet}} == "{{value}}", "{{message}}"'
    success: "print('Success!')"
    templates:
        default:
            - test: "{{snippet}}"
              fail: "value of {{snippet}} is not correct"
"""
OTHER_FOLDERS = """
c = get_config()
c.CourseDirectory.course_id = "odd 101"
c.CourseDirectory.source_directory = "authors"
c.CourseDirectory.submitted_directory = "inbox"
c.CourseDirectory.autograded_directory = "out/graded"
c.CourseDirectory.db_url = "sqlite:///marks.db"
c.CourseDirectory.ignore = ["*.tmp"]
c.IncludeHeaderFooter.header = "authors/header.ipynb"
"""


def cell(kind, name, source, **flags):
    """A cell as nbgrader's Create Assignment writes it."""
    grader = {"grade_id": name, "schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False, **flags}
    grader["cell_type"] = "code" if kind is new_code_cell else "markdown"
    return kind(source, metadata={"nbgrader": grader})


def sums() -> list:
    solution = "### BEGIN SOLUTION\n{}\n### END SOLUTION"
    return [
        new_markdown_cell("# Sums"),
        new_code_cell("import math, sys\nrows = [int(line) for line in open('data.csv')]"),
        cell(new_code_cell, "square", "def square(x):\n    " + solution.format("return x * x").replace("\n", "\n    "), solution=True),
        cell(new_code_cell, "auto", "### AUTOTEST square(3)", grade=True, locked=True, points=2),
        cell(new_code_cell, "part", "# partial credit\n(1.5 if square(-1) == 1 else 0.5)", grade=True, locked=True, points=2),
        cell(new_code_cell, "total", "def total():\n    " + solution.format("return sum(rows)").replace("\n", "\n    "), solution=True),
        cell(new_code_cell, "total-test", "### BEGIN HIDDEN TESTS\nassert total() == 60\n### END HIDDEN TESTS", grade=True, locked=True, points=3),
        cell(new_code_cell, "noise", "print('noise', file=sys.stderr)\nassert rows", grade=True, locked=True, points=1),
        cell(new_code_cell, "plot", "# draw something\n" + solution.format("print('a plot')"), grade=True, solution=True, points=3),
        cell(new_markdown_cell, "essay", "Why?", grade=True, solution=True, points=2),
        cell(new_markdown_cell, "task", "Write a report.", task=True, points=4, locked=True),
    ]


def words() -> list:
    return [cell(new_code_cell, "shout", "def shout(text):\n    ### BEGIN SOLUTION\n    return text.upper()\n    ### END SOLUTION", solution=True),
            cell(new_code_cell, "shout-test", "assert shout('a') == 'A'", grade=True, locked=True, points=1),
            cell(new_code_cell, "extra", "assert shout('é') == 'É'", grade=True, locked=True, points=0)]


def save(path: Path, cells: list, kernel: str | None = "python3") -> None:
    nb = new_notebook(cells=nbformat.from_dict(cells))
    if kernel:
        nb.metadata["kernelspec"] = {"name": kernel, "display_name": kernel, "language": "python"}
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)


def answered(cells: list, **answers: str) -> list:
    """What a student hands in: every solution, or the student's own text for a cell."""
    found = [c.copy() for c in nbformat.from_dict(cells)]
    for c in found:
        name = c.metadata.get("nbgrader", {}).get("grade_id", "").replace("-", "_")
        c.source = answers.get(name, "\n".join(line for line in c.source.splitlines() if "###" not in line))
    return found


def plain(root: Path, *arguments: str) -> None:
    """nbgrader's own command with a cold kernel."""
    done = nbgrader(root, *arguments)
    assert done.returncode == 0, done.stderr[-3000:]


def everything(root: Path) -> dict:
    """All that a gradebook says about everybody, cell by cell."""
    with gradebook(read_course(root)) as book:
        return {(s.student.id, s.assignment.name, n.name): {
            "late": (s.total_seconds_late, n.late_submission_penalty), "score": (n.score, n.max_score, n.needs_manual_grade),
            "grades": sorted((g.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade, g.max_score, g.score) for g in n.grades),
            "comments": sorted((c.name, c.auto_comment or "", c.manual_comment or "") for c in n.comments),
        } for a in book.assignments for s in book.assignment_submissions(a.name) for n in s.notebooks}


@pytest.fixture
def foreign(tmp_path):
    """Two copies of somebody's course with five students: `ours` and `theirs`."""
    choose.theirs()  # installs the kernel that the configuration names
    root = tmp_path / "ours"
    source = root / "source" / "hw1"
    save(source / "sums.ipynb", sums())
    save(source / "words.ipynb", words())
    (source / "data.csv").write_text("10\n20\n30\n")
    for name, content in (("nbgrader_config.py", CONFIG), ("late.py", LATE), ("autotests.yml", AUTOTESTS)):
        (root / name).write_text(content)
    submitted = root / "submitted"
    save(submitted / "ann" / "hw1" / "sums.ipynb", answered(sums(), essay="Because.", plot="print('mine')"))
    save(submitted / "ann" / "hw1" / "words.ipynb", answered(words()))
    (submitted / "ann" / "hw1" / "timestamp.txt").write_text("2026-05-02 12:00:00 UTC")
    wrong = answered(sums(), square="def square(x):\n    return 2 * x", total="def total():\n    while True: pass")
    save(submitted / "bob" / "hw1" / "sums.ipynb", [c for c in wrong if c.metadata.get("nbgrader", {}).get("grade_id") != "part"])
    (submitted / "bob" / "hw1" / "data.csv").write_text("1\n")  # the author's file wins
    save(submitted / "eve" / "hw1" / "words.ipynb", answered(words(), shout="def shout(text):\n    return 'A'"))
    shutil.copytree(root, tmp_path / "theirs")
    for place in (root, tmp_path / "theirs"):
        with gradebook(read_course(place)) as book:
            book.update_or_create_assignment("hw1", duedate=datetime(2026, 5, 1))
    return root, tmp_path / "theirs"


def test_a_course_of_somebody_else(foreign, scheduler):
    ours, theirs = foreign
    entries = grade(read_course(ours), scheduler=scheduler)
    assert not [entry for entry in entries.values() if entry.refused]
    plain(theirs, "generate_assignment", "hw1")
    plain(theirs, "autograde", "hw1", "--Execute.kernel_name=python3")
    assert everything(ours) == everything(theirs)
    got = {name: scores["score"][0] for name, scores in everything(ours).items()}
    assert got["ann", "hw1", "sums"] == 2 + 1.5 + 3 + 1 - 1 and got["eve", "hw1", "sums"] == 0 and got["eve", "hw1", "words"] == 1, "and it is what the cells say"
    for root in (ours, theirs):  # a grader's work in between
        with gradebook(read_course(root)) as book:
            for name, points, extra in (("plot", 2.5, 0), ("part", 2, 1), ("task", 3, 0)):
                graded = book.find_grade(name, "sums", "hw1", "ann")
                graded.manual_score, graded.extra_credit, graded.needs_manual_grade = points, extra, False
            book.find_comment("essay", "sums", "hw1", "ann").manual_comment = "よく書けています"
            book.db.commit()
    grade(read_course(ours), again=True, scheduler=scheduler)
    plain(theirs, "autograde", "hw1", "--force", "--student=ann", "--Execute.kernel_name=python3")
    assert everything(ours) == everything(theirs)
    assert ("plot", None, 2.5, 0, True, 3, 2.5) in everything(ours)["ann", "hw1", "sums"]["grades"]


def test_other_folders_and_no_kernel_name(tmp_path, scheduler, capsys):
    root = tmp_path / "ours"
    save(root / "authors" / "header.ipynb", [new_markdown_cell("# Our course")])
    save(root / "authors" / "hw 2" / "words.ipynb", words(), kernel=None)
    (root / "nbgrader_config.py").write_text(OTHER_FOLDERS)
    save(root / "inbox" / "ann" / "hw 2" / "words.ipynb", answered(words()), kernel="ir")
    (root / "inbox" / "ann" / "hw 2" / "left.tmp").write_text("x")
    shutil.copytree(root, tmp_path / "theirs")
    course = read_course(root)
    assert [a.name for a in course.assignments] == ["hw 2"] and course.course_id == "odd 101"
    entries = grade(course, scheduler=scheduler)
    assert not [entry for entry in entries.values() if entry.refused], entries
    plain(tmp_path / "theirs", "generate_assignment", "hw 2")
    plain(tmp_path / "theirs", "autograde", "hw 2", "--Execute.kernel_name=python3")
    assert everything(root) == everything(tmp_path / "theirs")
    assert (root / "out" / "graded" / "ann" / "hw 2" / "words.ipynb").exists() and (root / "marks.db").exists() and not (root / "gradebook.db").exists()
    assert regrade(course, dry=True, scheduler=scheduler) == 0, "the preview, too, finds the header that the configuration names"
    assert "0 of 1 notebooks would change" in capsys.readouterr().out


ALSO = """
c = get_config()
c.CourseDirectory.course_id = "also"
c.Execute.kernel_name = "walled"
"""
DRAWN = {"drawn.png": {"image/png": "iVBORw0KGgo="}}


def also() -> list:
    """What courses do besides: a strict mode while grading, files of each kind, processes and threads, a notebook that reads itself, a picture in a text."""
    strict = "import os\nif os.environ.get('NBGRADER_EXECUTION') == 'autograde':\n    assert shout('ß') == 'SS'"
    tool = "told = !./tool.sh two words\nassert told == ['2'], told\nassert open('.answers/key.txt').read() == 'c'"
    both = "open('made.txt', 'w').write('1\\n')\n!echo 2 >> made.txt\n!echo 3 > data2.csv\nassert open('made.txt').read() + open('data2.csv').read() == '1\\n2\\n3\\n'"
    itself = "import json\nassert 'shout' in str([c['source'] for c in json.load(open('words.ipynb'))['cells']])\n%run again.ipynb\nassert shout('é') == 'É'"
    threads = "import threading\nmeet = threading.Barrier(100)\nall_of_them = [threading.Thread(target=meet.wait, args=(9,), daemon=True) for _ in range(100)]\n[t.start() for t in all_of_them], [t.join(9) for t in all_of_them]\nassert not meet.broken"
    forgot = "import matplotlib\ntry:\n    matplotlib.pyplot.close()\nexcept AttributeError:\n    raise"
    pool = "from multiprocessing import Pool\nwith Pool(2) as pool:\n    assert pool.map(shout, ['a', 'b']) == ['A', 'B']"
    return [*words(), cell(new_code_cell, "strict", strict, grade=True, locked=True, points=1),
            cell(new_code_cell, "linked", "assert open('data.csv').read() == '1'", grade=True, locked=True, points=1),
            cell(new_code_cell, "pool", pool, grade=True, locked=True, points=1),
            *(cell(new_code_cell, name, source, grade=True, locked=True, points=1) for name, source in
              [("tool", tool), ("both", both), ("itself", itself), ("threads", threads), ("forgot", forgot)]),
            cell(new_markdown_cell, "photo", "A photo of the derivation", grade=True, solution=True, points=2)]


def test_what_courses_do_besides(tmp_path, scheduler):
    root = tmp_path / "ours"
    save(root / "source" / "hw" / "words.ipynb", also())
    save(root / "source" / "hw" / "again.ipynb", words())
    (root / "source" / "hw" / "tool.sh").write_text("#!/bin/sh\necho $#\n")
    (root / "source" / "hw" / "tool.sh").chmod(0o755)
    (root / "source" / "hw" / ".answers").mkdir()
    (root / "source" / "hw" / ".answers" / "key.txt").write_text("c")
    (root / "data").mkdir()
    (root / "data" / "all.csv").write_text("1")
    (root / "source" / "hw" / "data.csv").symlink_to("../../data/all.csv")
    (root / "nbgrader_config.py").write_text(ALSO)
    photo = answered(also(), photo="![](attachment:drawn.png)")
    photo[-1]["attachments"] = DRAWN
    save(root / "submitted" / "ann" / "hw" / "words.ipynb", photo)
    save(root / "submitted" / "bob" / "hw" / "words.ipynb", answered(also(), shout="def shout(text):\n    return ''.join(chr(ord(c) & ~32) for c in text)"))
    for student in ("ann", "bob"):
        save(root / "submitted" / student / "hw" / "again.ipynb", answered(words()))
    shutil.copytree(root, tmp_path / "theirs", symlinks=True)
    choose.theirs()
    entries = grade(read_course(root), scheduler=scheduler)
    assert not [entry for entry in entries.values() if entry.refused or entry.notes], entries
    plain(tmp_path / "theirs", "generate_assignment", "hw")
    plain(tmp_path / "theirs", "autograde", "hw", "--Execute.kernel_name=python3")
    assert everything(root) == everything(tmp_path / "theirs")
    assert [everything(root)[student, "hw", "words"]["score"][0] for student in ("ann", "bob")] == [8, 7]
    graded = nbformat.read(root / "autograded" / "ann" / "hw" / "words.ipynb", as_version=4)
    assert graded.cells[-1].attachments == DRAWN


def test_folders_in_the_place_of_files(tmp_path, scheduler):
    save(tmp_path / "source" / "hw" / "words.ipynb", words())
    (tmp_path / "nbgrader_config.py").write_text(ALSO)
    choose.theirs()
    save(tmp_path / "submitted" / "ann" / "hw" / "words.ipynb" / "words.ipynb", answered(words()))
    save(tmp_path / "submitted" / "bob" / "hw" / "words.ipynb", answered(words()))
    for path in ("ann/hw/words.ipynb/.DS_Store", "bob/hw/timestamp.txt/notes"):
        (tmp_path / "submitted" / path).parent.mkdir(exist_ok=True)
        (tmp_path / "submitted" / path).write_text("x")
    entries = grade(read_course(tmp_path), scheduler=scheduler)
    assert not [entry for entry in entries.values() if entry.refused], entries
    assert [everything(tmp_path)[student, "hw", "words"]["score"][0] for student in ("ann", "bob")] == [1, 1]


def test_a_configuration_of_jupyters_own_names_its_course(tmp_path, monkeypatch):
    """As nbgrader's documents set up a server: no nbgrader_config.py in the course, one in ~/.jupyter that says where it lies."""
    course, other, config = (tmp_path / name for name in ("course", "other", "config"))
    for folder in (course / "source" / "hw", other, config):
        folder.mkdir(parents=True)
    save(course / "source" / "hw" / "words.ipynb", words())
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(config))
    (config / "nbgrader_config.py").write_text(f"c = get_config()\nc.CourseDirectory.root = {str(course)!r}\nc.CourseDirectory.course_id = 'c101'\n"
                                               "c.CourseDirectory.db_url = 'sqlite:///marks.db'\n")
    assert read_course(course).course_id == "c101" and read_course(course).db_url.endswith("/course/marks.db")
    assert read_course(other).course_id == "transformer-foundations", "another folder is none of its"


def test_one_broken_source_stops_no_other(tmp_path, scheduler, capsys):
    broken = words()
    broken[0].source = broken[0].source.replace("### END SOLUTION", "")
    for name, cells in (("hw1", words()), ("hw2", broken)):
        save(tmp_path / "source" / name / "words.ipynb", cells)
        save(tmp_path / "submitted" / "ann" / name / "words.ipynb", answered(words()))
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'half'\nc.Execute.kernel_name = 'walled'\n")
    choose.theirs()
    entries = grade(read_course(tmp_path), scheduler=scheduler)
    assert everything(tmp_path)["ann", "hw1", "words"]["score"][0] == 1 and not entries["ann/hw1"].refused
    refused = entries["ann/hw2"].refused
    assert "source/hw2: nbgrader cannot read this assignment: RuntimeError: no end solution statement found" in refused and "\n" not in refused
    with pytest.raises(InputError, match="no end solution statement found"):
        grade(read_course(tmp_path), ["hw2"], scheduler=scheduler)
    save(tmp_path / "source" / "hw2" / "words.ipynb", words())
    assert not grade(read_course(tmp_path), scheduler=scheduler)["ann/hw2"].refused and everything(tmp_path)["ann", "hw2", "words"]["score"][0] == 1


def test_a_locked_folder_and_odd_times(tmp_path, scheduler, monkeypatch):
    save(tmp_path / "source" / "hw" / "words.ipynb", words())
    for student in ("ann", "bob", "cem", "dan"):
        save(tmp_path / "submitted" / student / "hw" / "words.ipynb", answered(words()))
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'odd'\nc.Execute.kernel_name = 'walled'\n")
    for student, content in (("bob", "2026-05-02 12:00:00 UTC".encode("utf-16")), ("cem", b"\xef\xbb\xbf2026-05-02 12:00:00 UTC\r\n"), ("dan", "昨日".encode())):
        (tmp_path / "submitted" / student / "hw" / "timestamp.txt").write_bytes(content)
    with gradebook(read_course(tmp_path)) as book:
        book.update_or_create_assignment("hw", duedate=datetime(2026, 5, 1))
    choose.theirs()
    real, locked = Path.is_dir, tmp_path / "submitted" / "ann" / "hw"

    def is_dir(path):  # as for somebody who is not root
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "is_dir", is_dir)
    shutil.rmtree(locked)
    entries = grade(read_course(tmp_path), scheduler=scheduler)
    graded = {student: everything(tmp_path)[student, "hw", "words"] for student in ("ann", "bob", "cem", "dan")}
    assert [scores["score"][0] for scores in graded.values()] == [0, 1, 1, 1]
    assert [scores["late"][0] for scores in graded.values()] == [0, 129600, 129600, 0]
    assert "there is no permission to read the folder" in str(entries["ann/hw"].notes)
    assert "timestamp.txt holds no time that can be read" in str(entries["dan/hw"].notes) and not entries["bob/hw"].notes


JUDGE = """
from nbgrader.converters import Autograde
from autograder.judge.step import JudgePlan
c = get_config()
c.CourseDirectory.course_id = "objects"
c.Execute.kernel_name = "walled"
c.Autograde.sanitize_preprocessors = [*Autograde.class_traits()["sanitize_preprocessors"].default(), JudgePlan]
"""


def points() -> list:
    """Tests of which some cannot cross the border: they compare objects by the student's own `__eq__`, read a source.  To patch a function is none of them."""
    point = "class Point:\n    ### BEGIN SOLUTION\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return self.x == other.x\n    ### END SOLUTION"
    return [cell(new_code_cell, "point", point, solution=True),
            cell(new_code_cell, "x", "assert Point(3).x == 3", grade=True, locked=True, points=1),
            cell(new_code_cell, "equal", "assert Point(1) == Point(1)", grade=True, locked=True, points=2),
            cell(new_code_cell, "unequal", "assert not Point(1) == Point(2)", grade=True, locked=True, points=2),
            cell(new_code_cell, "twice", "def helper(x):\n    return x\ndef twice(x):\n    ### BEGIN SOLUTION\n    return 2 * helper(x)\n    ### END SOLUTION\n"
                                         "result = twice(4)", solution=True),
            cell(new_code_cell, "patched", "from unittest.mock import patch\nwith patch('__main__.helper', return_value=5):\n    assert twice(1) == 10", grade=True, locked=True, points=1),
            cell(new_code_cell, "source", "import inspect\nassert '+' not in inspect.getsource(twice)", grade=True, locked=True, points=1),
            cell(new_code_cell, "global", "assert result == 8", grade=True, locked=True, points=1)]


def evens() -> list:
    """Tests that the judge would refuse to a right answer, or give to a wrong one: two hundred thousand calls, a docstring."""
    return [cell(new_code_cell, "even", "def is_even(n):\n    ### BEGIN SOLUTION\n    \"Whether n is even.\"\n    return n % 2 == 0\n    ### END SOLUTION", solution=True),
            cell(new_code_cell, "all", "for n in range(200_000):\n    assert is_even(n) == (n % 2 == 0)", grade=True, locked=True, points=1),
            cell(new_code_cell, "doc", "assert is_even.__doc__", grade=True, locked=True, points=1)]


def test_many_calls_and_docstrings_are_graded_in_one_kernel(tmp_path, scheduler, capsys):
    choose.theirs()
    save(tmp_path / "source" / "hw" / "evens.ipynb", evens())
    (tmp_path / "nbgrader_config.py").write_text(JUDGE + "c.Execute.timeout = 6\n")
    save(tmp_path / "submitted" / "ann" / "hw" / "evens.ipynb", answered(evens()))
    save(tmp_path / "submitted" / "bob" / "hw" / "evens.ipynb", answered(evens(), even="def is_even(n):\n    return not n % 2"))
    step._told.clear()
    grade(read_course(tmp_path), scheduler=scheduler)
    assert "loses all, doc through" in capsys.readouterr().err
    assert [everything(tmp_path)[student, "hw", "evens"]["score"][0] for student in ("ann", "bob")] == [2, 1]


SAYS_YES = "class Point:\n    def __init__(self, x):\n        self.x = x\n    def __eq__(self, other):\n        return True"
TAMPERS = "import numpy\nnumpy.allclose = lambda *a, **k: True\nimport builtins\nbuiltins.divmod = lambda a, b: (0, 0)\n"


@pytest.mark.parametrize("off", some([False, True], 1), ids=["named" if off else "found" for off in some([False, True], 1)])
def test_tests_that_cannot_cross_are_graded_in_one_kernel(tmp_path, scheduler, capsys, off):
    """The course's own reference shows which; the lecturer is told; scores are nbgrader's, and who tampers is marked."""
    choose.theirs()
    root = tmp_path / "ours"
    save(root / "source" / "hw" / "points.ipynb", points())
    save(root / "source" / "hw" / "words.ipynb", words())
    (root / "nbgrader_config.py").write_text(JUDGE + ("c.JudgePlan.off = ['hw']\n" if off else ""))
    handed_in = {"ann": {}, "bob": {"point": SAYS_YES}, "eve": {"point": TAMPERS + SAYS_YES, "twice": "def twice(x):\n    return x + x\nresult = 8"}}
    for student, answers in handed_in.items():
        save(root / "submitted" / student / "hw" / "points.ipynb", answered(points(), **answers))
    save(root / "submitted" / "ann" / "hw" / "words.ipynb", answered(words()))
    shutil.copytree(root, tmp_path / "theirs")
    step._told.clear()
    entries = grade(read_course(root), scheduler=scheduler)
    said = capsys.readouterr().err
    (tmp_path / "theirs" / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'objects'\n")
    plain(tmp_path / "theirs", "generate_assignment", "hw")
    plain(tmp_path / "theirs", "autograde", "hw", "--Execute.kernel_name=python3")
    assert everything(root) == everything(tmp_path / "theirs")
    assert [everything(root)[student, "hw", "points"]["score"][0] for student in ("ann", "bob", "eve")] == [8, 6, 4]
    assert ["tampering" in str(entries[f"{student}/hw"].notes) for student in ("ann", "bob", "eve")] == [False, False, True], entries
    assert any("numpy.allclose was exchanged" in note for note in entries["eve/hw"].notes)
    if off:
        assert said.count("hw: the judge is off") == 1
    else:
        assert said.count("hw/points: tests that need the student's own kernel") == 1 and "equal, unequal, source through" in said and "hw/words" not in said
        ran = nbformat.read(root / "autograded" / "ann" / "hw" / "words.ipynb", as_version=4)
        assert ran.metadata.get("autograder_trace"), "the other notebook is judged"
