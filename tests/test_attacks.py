"""Attacks gain nothing, whoever tries is marked, whoever only errs is not.

A sample of tests/attacks/ is drawn (conftest.some); `make attacks` runs all, against plain nbgrader, too.
"""

import tempfile

import nbformat
import pytest
from conftest import some
from nbgrader.utils import determine_grade

from autograder.grade.execute import ExecuteOnce
from autograder.judge import canary, plan
from autograder.judge.run import REMARKS
from autograder.report import forged
from autograder.report.attacks import attacks, gained
from autograder.wiring import read_course

KNOWN = attacks()


@pytest.mark.parametrize("attack", some(KNOWN, 4), ids=lambda attack: attack.name)
def test_an_attack_gains_nothing_and_ends(attack):
    points, seconds, _ = gained(attack)
    assert points <= 0 and seconds < 180, f"{attack.name}: {attack.sentence}"


def test_what_is_written_into_the_file_gains_nothing(scheduler):
    """The whole way, as a class: reading, repair, the gradebook's own points and tests."""
    points, notes = forged.totals(only=some(forged.attacks(), 6), scheduler=scheduler)
    assert len(points) > 6 and set(points.values()) == {0.0}, points
    assert not points.keys() & {"judge_switched_off"} or any("tampering" in note for note in notes["judge_switched_off"])


def test_there_are_many_attacks_each_with_a_sentence():
    assert len(KNOWN) >= 130 and len({a.sentence for a in KNOWN}) == len(KNOWN)
    assert all(a.sentence.endswith(".") for a in KNOWN) and all(found["__doc__"].endswith(".") for found in forged.attacks().values())


def graded(code: str, tests: list[str], off: bool = False):
    """(points of each test cell, of 1; remarks) of a notebook whose solution cell holds `code`."""
    meta = {"schema_version": 3, "locked": False, "task": False, "grade": False, "solution": False}
    source = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("def answer(x):\n    return x", metadata={"nbgrader": {**meta, "grade_id": "a", "solution": True}})])
    source.cells += [nbformat.v4.new_code_cell(test, metadata={"nbgrader": {**meta, "grade_id": f"t{n}", "grade": True, "points": 1}}) for n, test in enumerate(tests)]
    nb = nbformat.from_dict(source)
    nb.cells[0].source = code
    plan.put(nb, plan.OFF if off else plan.plan(source))
    config = read_course().config.copy()
    config.ExecuteOnce.memory = ""
    with tempfile.TemporaryDirectory() as folder:
        done, _ = ExecuteOnce(config=config).preprocess(nb, {"metadata": {"path": folder}})
    assert len(done.cells) == len(source.cells) and [c.source for c in done.cells[1:]] == tests
    return [(determine_grade(cell)[0] or 0) for cell in done.cells[1:]], list(done.metadata.get(REMARKS, []))


TESTS = ["assert answer(3) == 4, 'is it one more?'", "import math\nassert math.isclose(answer(1.0), 2.0)"]
RIGHT = "def answer(x):\n    return x + 1"


@pytest.mark.parametrize("off", [False, True], ids=["judge", "together"])
def test_who_errs_is_not_marked(off):
    assert graded(RIGHT, TESTS, off) == ([1, 1], [])
    for wrong in ("def answer(x):\n    return x", "def answer(x):\n    return [x, {'a': None}]", "def answer(x):\n    raise KeyError(x)", "def answer(x:", ""):
        assert graded(wrong, TESTS, off) == ([0, 0], []), wrong
    trains = "import torch\nm = torch.nn.Linear(1, 1)\no = torch.optim.AdamW(m.parameters())\nm(torch.ones(1)).sum().backward()\no.step()\ntorch.manual_seed(1)\ntorch.set_default_dtype(torch.float64)\n"
    assert graded(trains + RIGHT, TESTS, off) == ([1, 1], [])  # PyTorch wraps a step and a seed itself, and exchanges its Storage
    assert graded("import os\ndef answer(x):\n    os._exit(1)", TESTS, off) == ([0, 0], [])


@pytest.mark.parametrize("off", [False, True], ids=["judge", "together"])
def test_a_message_that_is_none_ends_the_kernel_and_not_the_grading(off):
    code = "k = get_ipython().kernel\nk.session.send(k.iopub_socket, 'stream', {'text': None}, parent=k.get_parent())\n"
    points, marks = graded(code + RIGHT, TESTS, off)
    assert points == [0, 0] and (off or any("cannot be read" in mark for mark in marks)), (points, marks)


@pytest.mark.parametrize(("code", "mark"), [
    ("import math\nmath.isclose = lambda *a: True", "math.isclose was exchanged"),
    ("get_ipython().ast_transformers.append(type('T', (), {'visit': lambda self, node: node})())", "AST transformer"),
    ("get_ipython().set_custom_exc((Exception,), lambda *a, **k: None)", "handler of exceptions"),
    ("get_ipython().input_transformers_cleanup.append(lambda lines: lines)", "input transformer"),
    ("get_ipython().events.register('pre_run_cell', lambda info: None)", "callback around cells"),
])
@pytest.mark.parametrize("off", [False, True], ids=["judge", "together"])
def test_hooks_and_patches_are_marked(code, mark, off):
    _, marks = graded(f"{code}\ndef answer(x):\n    return x", TESTS, off)
    assert any(mark in line for line in marks), marks


def test_a_cell_that_must_fail_shows_who_bends_tests():
    """With the judge off a transformer that drops asserts wins points, and is seen."""
    bends = ("import ast\nclass T(ast.NodeTransformer):\n    def visit_Assert(self, node):\n        return ast.Pass()\n"
             "get_ipython().ast_transformers.append(T())\ndef answer(x):\n    return x")
    points, marks = graded(bends, TESTS, off=True)
    assert points == [1, 1] and "a test that must fail passed" in marks
    points, marks = graded(bends, TESTS)
    assert points == [0, 0] and marks


def test_canaries_leave_the_notebook_as_it_is():
    nb = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1"), nbformat.v4.new_markdown_cell("x")])
    one, two = canary.planted(nb), canary.planted(nb)
    assert len(nb.cells) == 2 and [c.source for c in one.cells] != [c.source for c in two.cells]
    assert canary.lifted(nb, one) == [] and len(nb.cells) == 2


@pytest.mark.parametrize("off", [False, True], ids=["judge", "together"])
def test_partial_credit_stays_between_0_and_the_points(off):
    values = {0.5: 0.5, 7.0: 1.0, -3.0: 0.0, float("nan"): 0.0, float("inf"): 1.0}
    code = f"say = iter({[str(value) for value in values]!r})\ndef answer(x):\n    return float(next(say))"
    assert graded(code, ["answer(1)"] * len(values), off)[0] == list(values.values())


def test_the_mark_is_in_the_ledger_the_end_and_the_table(built, scheduler, capsys):
    from conftest import hand_in

    from autograder.grade.batch import grade
    from autograder.report.table import say_refused, show
    from autograder.wiring import read_course

    release = nbformat.read(built.release("ja"), as_version=4)
    says = "import autograder.judge.watch as w\nw.changed = lambda: ['[/nothing] \\x1b[2J <b>']\ndef add(a, b):\n    return 0"
    for student, code in [("honest", "def add(a, b):\n    return [a, b]"), ("says", says), ("tries", "import math\nmath.isclose = lambda *a: True\ndef add(a, b):\n    return 0")]:
        nb = nbformat.from_dict(release)
        if student == "says":  # and what it says of itself
            nb.metadata.update(course="ja", autograder={"repairs": [{"ja": "\x1b[2J", "en": "[/nothing] all points"}]})
            nb.cells[0].metadata.lang = ["ja"]
        next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "t-add").source = code
        hand_in(built, student, nb)
    entries = grade(read_course(built.root), scheduler=scheduler)
    notes = {name.partition("/")[0]: entry.notes for name, entry in entries.items()}
    assert notes["honest"] == [] and any("tampering: math.isclose was exchanged" in note for note in notes["tries"])
    say_refused(entries)
    show(read_course(built.root))
    said = capsys.readouterr().out
    assert "look at tries/ex_tiny" in said and "tampering?" in said
    assert "[/nothing] \\x1b[2J <b>" in said and "\x1b" not in said and "all points" not in said  # neither the terminal nor the table takes it for markup


def test_a_message_that_is_too_long_is_still_an_error():
    assert graded("def answer(x):\n    return 'x' * 3_000_000", ["assert answer(3) == 4, f'got {answer(3)}'"])[0] == [0]
