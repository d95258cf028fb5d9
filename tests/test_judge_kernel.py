"""The two kernels around the border: names, cells, and a notebook's plan."""

import ast
import socket
import time

import nbformat
import pytest
import torch
from IPython.core.interactiveshell import InteractiveShell

from autograder.grade.execute import run
from autograder.judge import BORDER, kernel, plan
from autograder.judge.wire import Wire
from autograder.wiring import read_course

torch.set_num_threads(1)


def test_a_figure_of_a_test_is_not_the_next_cell_s_output():
    kinds = {"draw": "import matplotlib.pyplot as plt\ndef draw():\n    plt.plot([1, 2])\n    return 1", "test": "assert draw() == 1", "next": "def later(): pass"}
    meta = {"schema_version": 3, "locked": False, "task": False}
    cells = [nbformat.v4.new_code_cell(code, metadata={"nbgrader": {**meta, "grade_id": name, "solution": name != "test", "grade": name == "test", "points": 1}}) for name, code in kinds.items()]
    nb = nbformat.v4.new_notebook(cells=cells)
    plan.put(nb, plan.plan(nb))
    config = read_course().config.copy()
    config.ExecuteOnce.memory = ""
    assert [cell.outputs for cell in run(nb, config).cells] == [[], [], []]


def test_a_class_in_the_place_of_a_function_makes_no_object_of_the_test():
    meta = {"schema_version": 3, "locked": False, "task": False, "points": 1}
    cells = [nbformat.v4.new_code_cell(code, metadata={"nbgrader": {**meta, "grade_id": name, "solution": name == "f", "grade": name != "f"}})
             for name, code in {"f": "def f(x):\n    return x", "shape": "assert f(1).shape == (2,)", "value": "assert f(1) is not None"}.items()]
    nb = nbformat.v4.new_notebook(cells=cells)
    plan.put(nb, plan.plan(nb))
    nb.cells[0].source = "class f:\n    def __init__(self, x):\n        self.shape = (2,)"
    config = read_course().config.copy()
    config.ExecuteOnce.memory = ""
    assert [bool(cell.outputs) for cell in run(nb, config).cells] == [False, True, False]


def test_a_name_that_cannot_be_had_leaves_the_next_without_their_older_meaning(monkeypatch):
    class Broken:
        namespace, objects = {"a": 1, "b": 2, "c": 3}, type("Tables", (), {"binding": False})

        def ask(self, op, name):
            raise KeyboardInterrupt if name == "b" else KeyError

    monkeypatch.setattr(kernel, "_peer", Broken())
    with pytest.raises(KeyboardInterrupt):
        kernel.bind(["a", "b", "c"])
    assert Broken.namespace == {} and Broken.objects.binding is False


def test_the_judge_s_own_function_is_no_answer(monkeypatch):
    """A student's kernel may answer the question for a name with a function that a test handed out, which knows the answer."""
    class Answers:
        namespace, objects = {"f": 1}, type("Tables", (), {"binding": False})

        def ask(self, op, name):
            return {"f": lambda x: x + 1, "kind": Vocabulary, "number": 3, "alias": float}[name]

    class Vocabulary:
        __module__ = "__main__"  # where a notebook's classes are

    monkeypatch.setattr(kernel, "_peer", Answers())
    kernel.bind(["f", "kind", "number", "alias"])
    assert Answers.namespace == {"number": 3, "alias": float}


def test_the_judge_rests_after_silent_code_too(monkeypatch):
    ours, theirs = socket.socketpair()
    monkeypatch.setenv(BORDER, str(ours.detach()))
    monkeypatch.setattr(kernel, "_peer", None)
    shell = InteractiveShell()
    kernel.sit_judge(shell, 1, "secret", {"both": [], "functions": [], "modules": []})
    for silent in (True, False):
        shell.run_cell("a = 1\nb = 2", silent=silent)
        assert "z" in Wire(theirs).receive(time.monotonic() + 1)[0], "else the student's next cell waits for half a second"
    theirs.close()


def test_a_plan_is_made_where_python_loses_count_of_the_tree(monkeypatch):
    """CPython 3.11's SystemError, when another thread or a finalizer parses at the same time."""
    read, lost = ast.parse, iter([True, True])

    def parse(*args, **kwargs):
        if next(lost, False):
            raise SystemError("AST constructor recursion depth mismatch (before=48, after=98)")
        return read(*args, **kwargs)

    monkeypatch.setattr(ast, "parse", parse)
    assert plan.defined("def f(x):\n    return x") == (["f"], "")
