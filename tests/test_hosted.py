"""A released notebook needs only what hosted notebooks carry; a student's tools need only the student's installation."""

import ast
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

import nbformat
import pytest

from autograder.course import ROOT

HOSTED = {"torch", "numpy", "matplotlib", "seaborn", "tqdm"}
RELEASED = sorted((ROOT / "release").glob("*/**/*.ipynb"))


def imported(code: str) -> set[str]:
    """The packages that code imports, anywhere in it."""
    nodes = list(ast.walk(ast.parse(code)))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("path", RELEASED, ids=lambda p: "-".join(p.relative_to(ROOT / "release").with_suffix("").parts))
def test_a_released_notebook_imports_only_what_hosted_notebooks_carry(path):
    code = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert not re.search(r"^\s*[!%]", "\n".join(code), re.M), "a magic or shell command is not everywhere"
    assert set().union(*map(imported, code)) - set(sys.stdlib_module_names) <= HOSTED


def installed_for_students() -> set[str]:
    """Distributions that `pip install .[student]` brings, by the pins in pyproject.toml and what those need."""
    import tomllib

    todo = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["student"]
    found: set[str] = set()
    while todo:
        line = todo.pop()
        name = re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0].lower().replace("_", "-")
        if name not in found and "extra ==" not in line:
            found.add(name)
            try:
                todo += requires(name) or []
            except PackageNotFoundError:
                pass  # needed on another system
    return found


def test_try_needs_the_student_installation_alone():
    """`autograder try` on a released notebook, with every other package of this environment out of reach."""
    ours = installed_for_students()
    hidden = sorted(module for module, owners in packages_distributions().items() if not {o.lower().replace("_", "-") for o in owners} & {*ours, "transformer-foundations"})
    assert {"nbgrader", "jupytext", "distributed", "sqlalchemy", "rich", "scipy"} <= set(hidden) and "nbclient" not in hidden
    hide = f"import sys\nfor name in {hidden!r}: sys.modules.setdefault(name, None)\n"
    path = "release/en/ex2_2_attention/q3_scaled_dot_product.ipynb"
    done = subprocess.run([sys.executable, "-c", f"{hide}from autograder.cli import main\nsys.exit(main(['try', {path!r}]))"], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1 and "not written yet" in done.stdout and "Traceback" not in done.stderr, done.stdout + done.stderr
