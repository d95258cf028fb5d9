"""What hidden tests share stands alone and does what it says."""

import ast

import matplotlib.pyplot as plt
import numpy as np
import pytest

from autograder.course import ROOT

FILES = sorted((ROOT / "course" / "shared").glob("*.py"))


def load(name):
    space = {}
    exec((ROOT / "course" / "shared" / f"{name}.py").read_text(encoding="utf-8"), space)
    return type("Space", (), {k: staticmethod(v) if callable(v) else v for k, v in space.items()})


C, P = (load(name) for name in ("checks", "pictures"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shared_file_stands_alone_and_explains_each_function(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            assert ast.unparse(node).split()[1].split(".")[0] in {"torch", "numpy", "random", "math", "itertools", "copy", "inspect", "matplotlib"}
        if isinstance(node, ast.FunctionDef):
            assert ast.get_docstring(node), node.name
    assert all(len(line) < 120 for line in path.read_text(encoding="utf-8").splitlines()), "a released line is shorter"


def test_the_first_case_is_the_smallest():
    assert C.smallest_first([(3, 4), (1, 9), (2, 2)]) == [(2, 2), (3, 4), (1, 9)]
    assert C.smallest_first([["abc"], [], ["a", "b"]]) == [[], ["abc"], ["a", "b"]]
    assert C.smallest_first([((2, 3), 4), ((), 5)]) == [((), 5), ((2, 3), 4)]
    assert [a.shape for a in C.smallest_first([np.zeros((3, 4)), np.zeros((1, 2))])] == [(1, 2), (3, 4)]
    assert C.amount({"ab": -7, ("a",): [0.5, None, True]}) == 3 + 7 + 2 + 2
    both = [(2, None, "first"), (2, None, "other")]
    assert C.smallest_first(both) == both, "equal ones stay in the given order"


def test_a_message_names_its_case_and_a_cause_that_did_not_hold():
    assert C.say("値が違います", "the value is wrong", "d=3") == "値が違います [d=3] / the value is wrong [d=3]"
    message = C.say("値が違います", "the value is wrong", "d=3", "q3-mask", "q3-scale")
    assert message == "値が違います [d=3]。先に q3-mask, q3-scale を見てください / the value is wrong [d=3]; look at q3-mask, q3-scale first"
    C.HOLDS.add("q3-mask")
    assert "q3-mask" not in C.say("値が違います", "the value is wrong", "d=3", "q3-mask", "q3-scale")


def test_a_map_says_the_same_however_it_is_drawn():
    data = np.arange(6.0).reshape(2, 3)
    _, (a, b, c, d) = plt.subplots(1, 4)
    a.imshow(data)
    b.pcolormesh(data)
    c.imshow(data[::-1], origin="lower")
    d.plot([1, 2], [3, 4])
    for ax, rows in ((a, data), (b, data), (c, data[::-1])):
        _, x, y, values = P.map_of(ax, 6)
        assert np.array_equal(values, rows) and len(x) == 3 and len(y) == 2
    assert P.map_of(d, 6) is None and P.map_of(a, 4) is None
    plt.close("all")


def test_lines_are_told_apart_by_their_look_and_ticks_by_their_texts():
    ax, others = P.axes_not_current()
    one, two, three = (ax.plot([1, 2], style, color="C0")[0] for style in ("-", "-", "--"))
    assert P.look(one) == P.look(two) != P.look(three)
    ax.set_xticks([2, 1], ["to", "be"])
    assert P.tick_texts(ax, "x") == [(1, "be"), (2, "to")]
    assert plt.gca() in others and ax not in others
    plt.close("all")
