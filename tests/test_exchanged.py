"""A test that exchanges a function of the notebook for its own, or takes one away, sees the same in two kernels and in one."""

import nbformat
import pytest
from conftest import code_cell
from nbgrader.utils import determine_grade, is_grade

from autograder.grade.execute import run
from autograder.judge import plan
from autograder.wiring import read_course


def graded(name, code):
    return code_cell(name, code, points=1)


SOURCE = [
    code_cell("given", "def helper(x):\n    return 2 * x\n\n\nfor kind in (int, str):\n    pass", locked=True),
    code_cell("f", "def f(x):\n    return helper(x) + 1", solution=True),
    code_cell("squares", "def squares(n):\n    return [i * i for i in range(1, n + 1)]", solution=True),
    code_cell("total", "def total(n):\n    return sum(squares(n))", solution=True),
    graded("recorder", """
given, seen = helper, []


def helper(x):
    seen.append(x)
    return 10 * given(x)


value = f(3)
helper = given
assert (value, seen, f(3), seen) == (61, [3], 7, [3])"""),
    graded("taken away", """
mine = squares
del squares
try:
    total(1)
except NameError:
    pass
else:
    raise AssertionError("total does not use squares")
finally:
    squares = mine
assert total(3) == 14"""),
    graded("a mock", """
from unittest.mock import patch

with patch("__main__.helper", wraps=helper) as watched:
    assert f(3) == 7
watched.assert_called_once_with(3)
with patch("__main__.helper", return_value=5):
    assert f(3) == 6
helper = float
assert str(f(3)) == "4.0"
helper = given
assert f(3) == 7
helper = 5  # no function: in two kernels the student's code goes on with its own
try:
    f(3)
except TypeError:
    pass
helper = given
assert f(3) == 7"""),
    graded("left behind", "def helper(x):\n    return 0\n\n\nassert f(3) == 1\nraise AssertionError('and it stays so')"),
    graded("put back", "assert f(3) == 1\nhelper = given\nassert f(3) == 7"),
    graded("once more", "assert f(3) == 7\nhelper = lambda x: 1\nassert f(3) == 2"),
    code_cell("again", "def helper(x):\n    return 4 * x", locked=True),
    graded("put back at the end", "helper, own = (lambda x: 1), helper\nassert f(3) == 2\nhelper = own"),
    graded("as it was", "assert f(3) == 13"),
    graded("defined again", "assert f(3) == 13\nhelper, kept = (lambda x: 1), helper\nassert f(3) == 2\nhelper = kept\nassert f(3) == 13"),
]


@pytest.mark.parametrize("kernels", ["two", "one"])
@pytest.mark.parametrize("codes, expected", [
    ({}, "111011111"),
    ({"f": "def f(x):\n    return 2 * x + 1"}, "010000000"),
    ({"total": "def total(n):\n    return sum(i * i for i in range(1, n + 1))"}, "101011111"),
    ({"f": "kept = helper\n\n\ndef f(x):\n    return kept(x) + 1"}, "010000000"),
    ({"f": "def f(x):\n    global helper\n    helper = lambda x: 30\n    return 31"}, "010000000"),
], ids=["reference", "repeats the helper", "repeats squares", "keeps the helper", "defines the helper"])
def test_what_the_student_s_code_calls(codes, expected, kernels):
    nb = nbformat.v4.new_notebook(cells=[nbformat.from_dict(c) for c in SOURCE])
    known = plan.plan(nb) if kernels == "two" else None
    for c in nb.cells:
        c.source = codes.get(c.metadata.nbgrader.grade_id, c.source)
    plan.put(nb, known)
    config = read_course().config.copy()
    config.ExecuteOnce.memory = ""
    done = run(nb, config)
    got = "".join(f"{determine_grade(c)[0]:.0f}" for c in done.cells if is_grade(c))
    assert got == expected, [c.outputs[0].evalue for c in done.cells if c.get("outputs")]


def test_what_a_test_lent_answers_nobody_in_later_cells():
    """A test's own helper is an oracle: the student's code may call it while the test runs, and not for another answer."""
    lends = "given, helper = helper, (lambda x: 3 * x)\nassert f(2) == 7\n"
    source = [
        code_cell("given", "def helper(x):\n    return 2 * x", locked=True),
        code_cell("f", "def f(x):\n    return helper(x) + 1", solution=True),
        code_cell("triple", "def triple(x):\n    return 3 * x", solution=True),
        graded("lends", f"{lends}helper = given\nassert f(2) == 5"),
        graded("asks for it", "assert triple(4) == 12"),
        graded("leaves it there", lends),
        graded("is served still", "assert f(2) == 7"),
    ]
    nb = nbformat.v4.new_notebook(cells=[nbformat.from_dict(c) for c in source])
    plan.put(nb, plan.plan(nb))
    nb.cells[1].source = "def f(x):\n    global kept\n    kept = globals().get('kept', helper)\n    return helper(x) + 1"
    nb.cells[2].source = "def triple(x):\n    return kept(x)"
    config = read_course().config.copy()
    config.ExecuteOnce.memory = ""
    done = run(nb, config)
    assert [determine_grade(c)[0] for c in done.cells if is_grade(c)] == [1, 0, 1, 1]
    assert "a test that is over" in str(done.cells[4].outputs)
