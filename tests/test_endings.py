"""One function that does not end as it should costs its own checks and no others, in two kernels and in one."""

import nbformat
import pytest
from conftest import code_cell
from nbgrader.utils import determine_grade, is_grade

from autograder.grade.execute import run
from autograder.judge import plan
from autograder.wiring import read_course

SOURCE = [code_cell("f", "def f():\n    return 5", True), code_cell("f-test", "assert f() == 5", points=1), code_cell("g", "def g():\n    return 6", True),
          code_cell("g-try", "print(g())"), code_cell("g-test", "assert g() == 6", points=1), code_cell("h", "def h():\n    return 7", True), code_cell("h-test", "assert h() == 7", points=1)]
ALL = "def f():\n    return 5\n\n\ndef g():\n    return 6\n\n\ndef h():\n    return 7"


@pytest.mark.parametrize("kernels", ["two", "one", "one, with canaries"])
@pytest.mark.parametrize("codes, expected", [
    ({"g": "def g():\n    import os\n    os._exit(0)"}, "100"),  # the kernel is gone, with the names of all cells before
    ({"g": "def g():\n    while True:\n        print('x' * 1000)"}, "100"),
    ({"g": "def g():\n    while True:\n        pass"}, "101"),
    ({"g": "def g():\n    return g()"}, "101"),
    ({"g": "def g():\n    return 6\n\n\nexit()"}, "111"),
    ({"f": ALL, "g": "", "h": "  "}, "111"),
    ({"f": "import getpass\n\n\ndef f():\n    return 5 * bool(getpass.getuser())"}, "111"),
], ids=["ends", "floods", "loops", "recurs", "exits", "all in one cell", "asks who it is"])
def test_what_it_costs(codes, expected, kernels):
    nb = nbformat.v4.new_notebook(cells=[nbformat.from_dict(c) for c in SOURCE])
    known = plan.plan(nb) if kernels == "two" else None if kernels == "one" else plan.OFF
    for c in nb.cells:
        c.source = codes.get(c.metadata.nbgrader.grade_id, c.source)
    plan.put(nb, known)
    config = read_course().config.copy()
    config.ExecuteOnce.memory, config.ExecuteOnce.timeout = "", 5 if "while" in str(codes) else 60
    done = run(nb, config)
    assert "".join(f"{determine_grade(c)[0]:.0f}" for c in done.cells if is_grade(c)) == expected
