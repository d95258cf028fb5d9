"""The shared generators, recorders and pictures: they stand alone, repeat themselves and cover what they promise."""

import ast

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch

from autograder.course import ROOT

FILES = sorted((ROOT / "course" / "shared").glob("*.py"))


def load(name):
    space = {}
    exec((ROOT / "course" / "shared" / f"{name}.py").read_text(encoding="utf-8"), space)
    return type("Space", (), {k: staticmethod(v) if callable(v) else v for k, v in space.items()})


I, R, P = (load(name) for name in ("inputs", "recorders", "pictures"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_shared_file_stands_alone_and_explains_each_function(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            assert ast.unparse(node).split()[1].split(".")[0] in {"torch", "numpy", "random", "math", "itertools", "copy", "inspect", "matplotlib"}
        if isinstance(node, ast.FunctionDef):
            assert ast.get_docstring(node), node.name
    assert all(len(line) < 120 for line in path.read_text(encoding="utf-8").splitlines()), "a released line is shorter"


def test_sizes_hold_nothing_still():
    found = list(I.sizes(3, least=0))
    assert found == list(I.sizes(3, least=0))
    assert any(len(set(s)) == 3 for s in found) and any(len(set(s)) == 1 for s in found)
    for place in range(3):
        assert {0, 1, 70} <= {s[place] for s in found}
    assert min(min(s) for s in I.sizes(4)) == 1


def test_layouts_have_the_same_values_and_other_memory():
    x = torch.randn(4, 3, 5)
    found = dict(I.layouts(x))
    for name in ("contiguous", "transposed", "with an offset and gaps"):
        assert torch.equal(found[name], x)
    assert not found["transposed"].is_contiguous() and found["with an offset and gaps"].storage_offset() == 1
    assert found["expanded"].stride(0) == 0 and found["expanded"].shape == x.shape


@pytest.mark.parametrize("lead", [(), (2,), (2, 3)])
def test_masks_broadcast_and_their_rows_are_as_promised(lead):
    for name, mask in I.masks(lead, 3, 4):
        assert mask.dtype == torch.bool and torch.broadcast_shapes(mask.shape, (*lead, 3, 4)) == (*lead, 3, 4), name
    assert any(not mask.any(-1).all() for _, mask in I.masks(lead, 3, 4))
    assert all(mask.any(-1).all() for _, mask in I.masks(lead, 3, 4, empty=False))


def test_values_are_finite_in_float16_and_words_are_strings():
    for dtype in I.TOLERANCE:
        for name, x in I.values(3, 4, dtype=dtype):
            assert x.dtype == dtype and x.shape == (3, 4) and x.isfinite().all(), name
    assert all(isinstance(word, str) and word for _, corpus in I.words() for word in corpus)
    assert len(list(I.cases(range(30), range(30), most=50))) == 50


@pytest.mark.parametrize("argument, change", [
    (torch.zeros(3), lambda x: x.add_(1)), ([1, [2]], lambda x: x[1].append(3)), ({"a": 1}, lambda x: x.update(a=2)),
    (np.zeros(2), lambda x: x.__setitem__(0, 1)), (torch.zeros(2), lambda x: x.requires_grad_()), ({1}, lambda x: x.add(2)),
    ([torch.zeros(2)], lambda x: x[0].mul_(0).add_(5)),
])
def test_a_changed_argument_is_seen_and_an_unchanged_one_is_not(argument, change):
    changed = I.unchanged(torch.tensor([float("nan")]), argument)
    assert changed() == []
    change(argument)
    assert changed() == [1]


def test_fresh_copies_share_nothing_and_keep_layout():
    x = torch.randn(3, 4).T.requires_grad_()
    copy, = I.fresh(x)
    assert copy.stride() == x.stride() and copy.requires_grad and copy.data_ptr() != x.data_ptr()


def test_recorded_calls_name_arguments_and_keep_copies():
    train, calls = R.recorded(lambda rows, seed=0, *, steps=5: rows.sum())
    rows = torch.ones(2)
    assert train(rows, 7) == 2 and train(rows * 2, steps=3) == 4
    rows.zero_()
    assert R.column(calls, "seed") == [7, 0] and R.column(calls, "steps") == [5, 3]
    assert calls[0]["rows"].tolist() == [1, 1] and calls[1]["return"] == 4
    assert R.arms(calls, "seed") == {(7,): 1, (0,): 1}
    scripted = R.in_turn(1, 2)
    assert [scripted("any", thing=1) for _ in range(3)] == [1, 2, 2]


def test_a_picture_says_the_same_however_it_is_drawn():
    data = np.arange(6.0).reshape(2, 3)
    fig, (a, b, c) = plt.subplots(1, 3)
    a.imshow(data)
    b.pcolormesh(data)
    line, = c.plot([1, 2], [3, 4], "--", label="loss")
    c.set(title="t", xlabel="steps", yscale="log")
    fig.legend(handles=[line])
    fig.suptitle("all")
    facts = P.look(fig)
    assert facts["title"] == "all" and facts["legend"] == ["loss"]
    assert [np.array_equal(facts["panels"][n]["images"][0], data) for n in (0, 1)] == [True, True]
    assert P.look(c)["lines"][0]["y"].tolist() == facts["panels"][2]["lines"][0]["y"].tolist() == [3, 4]
    assert (facts["panels"][2]["yscale"], facts["panels"][2]["xlabel"]) == ("log", "steps")
    plt.close("all")


def test_the_axes_to_draw_into_are_not_the_current_ones():
    ax, others = P.axes_not_current()
    assert P.blank(ax) and all(map(P.blank, others)) and plt.gca() in others
    plt.plot([1])
    assert P.blank(ax) and not all(map(P.blank, others))
    plt.close("all")
