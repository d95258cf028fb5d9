"""A module of the package never imports one from a room to its right."""

import ast
import re
import subprocess
import sys

from autograder.course import ROOT

ROOMS = ["kernels", "publish", "answers", "judge", "grade", "feedback", "report", "cli"]


def test_imports_point_to_the_left():
    for path in (ROOT / "autograder").rglob("*.py"):
        room = path.relative_to(ROOT / "autograder").parts[0].removesuffix(".py")
        here = ROOMS.index(room) if room in ROOMS else -1
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("autograder."):
                other = node.module.split(".")[1]
                assert other not in ROOMS or ROOMS.index(other) <= here, f"{path.name} imports {node.module}"


def test_who_grades_does_not_wait_for_pytorch():
    """Only the process that kernels are forked from needs it; its import takes longer than all other work of a command."""
    code = "import autograder.grade.batch, autograder.grade.work, autograder.report.classreport, autograder.cli.teacher, sys; from autograder.wiring import read_course; read_course(); sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_map_and_the_guides_name_what_exists():
    """Modules where the README's map has them, paths, and the tests that the guides point at."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^        (\w+)/ +(.+)$", readme, re.M)
    assert len(rooms) == 8
    for room, line in rooms:
        for name in re.findall(r"\b\w+\.py\b", line):
            assert (ROOT / "autograder" / room / name).exists() or room == "cli" and (ROOT / "autograder" / name).exists(), f"{room}/{name}"
    defined = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "STYLE.md", *(ROOT / "docs").glob("*.md")]:
        content = path.read_text(encoding="utf-8")
        for named in re.findall(r"`((?:autograder|tests|docs|course|source|release)/[\w/.]+)`", content):
            assert (ROOT / named).exists(), f"{path.name}: {named}"
        for test in re.findall(r"`(test_\w+)`", content):
            assert f"def {test}(" in defined, f"{path.name}: {test}"
