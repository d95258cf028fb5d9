"""Modules on the border: layers, their weights and gradients, training across it."""

import copy
import gc

import pytest
import torch
from theirs import Layer, fit
from torch import nn

from autograder.judge import kernel


def test_a_training_leaves_no_graphs_behind(judge):
    """Each holds the weights of its step: a long training would meet the limit of memory."""
    model = judge.get("Layer")(3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(20):
        loss = model(torch.ones(2, 3)).square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert judge.get("held")() <= 2


def test_a_graph_can_be_walked_as_often_as_in_one_process(judge):
    x = torch.ones(2, 3, requires_grad=True)
    for model in (Layer(3).eval(), judge.get("Layer")(3).eval()):
        loss = model(x).sum()
        loss.backward(retain_graph=True)
        loss.backward()
        with pytest.raises(RuntimeError, match="second time"):
            loss.backward()
    weighted = judge.get("weighted")
    (weighted(torch.ones(3)) + weighted(torch.ones(3))).sum().backward()  # what both calls share there is walked twice


def test_a_forward_changes_buffers_and_no_weights(judge):
    layer = judge.get("Vandal")()
    before = layer.inner.weight.detach().clone()
    layer(torch.ones(1, 2))
    assert torch.equal(layer.inner.weight, before) and layer.calls.tolist() == [1]


def test_a_new_tensor_in_the_place_of_a_layer_s_own_is_seen(judge):
    layer = judge.get("Layer")(3).eval()
    judge.get("puts_new_weights")(layer)
    assert (layer.inner.weight == 2).all() and layer.inner.weight.requires_grad and not layer.scale.requires_grad
    assert layer(torch.ones(1, 3)).tolist() == [[30.0] * 3]
    with torch.no_grad():
        layer.inner.weight.zero_()  # and goes on being the test's
    assert not layer(torch.ones(1, 3)).any()
    own = Layer(3)
    judge.get("puts_new_weights")(own)
    assert (own.inner.weight == 2).all() and (own.scale == 5).all()
    counting = judge.get("Counting")()
    assert [counting(torch.ones(1)).item() for _ in range(3)] == [1, 2, 3] and counting.calls.item() == 3


def test_a_forward_empties_no_layer_of_the_test(judge):
    class Part(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.ones(2, 2))

    part = Part()
    before = part.weight.detach().clone()
    model = judge.get("Emptier")(part)
    model(torch.ones(1, 2))
    assert torch.equal(part.weight, before) and model.weight.tolist() == [1, 1]


def test_what_stands_for_a_layer_is_one(judge, monkeypatch):
    """A class that is no nn.Module, and a function that makes no layer, where the course has a class of layers."""
    monkeypatch.setattr(kernel, "_peer", judge)
    monkeypatch.setattr(kernel, "_modules", frozenset(["Pretender", "twice", "Layer"]))
    for name in ("Pretender", "twice"):
        with pytest.raises(TypeError, match="no nn.Module"):
            kernel._as_planned(name, judge.get(name))(3)
    assert kernel._as_planned("Layer", judge.get("Layer"))(3).inner.weight.shape == (3, 3)


def test_a_part_of_a_layer_is_one_that_it_has(judge):
    layer = judge.get("Property")()
    with pytest.raises(AttributeError, match="no part inner"):
        _ = layer.inner
    before = layer.outer.weight.detach().clone()
    assert layer.size == 2 and torch.equal(layer.outer.weight, before)


def test_layers_that_share_a_weight_there_share_it_here(judge):
    one, other = judge.get("Sharing")(), judge.get("Sharing")()
    assert one.inner.weight is other.inner.weight and one.inner.bias is not other.inner.bias


def test_a_hook_that_stays_is_seen(judge):
    layer = judge.get("Layer")(3)
    judge.get("leaves_a_hook")(layer, keep=False)
    assert not layer.inner._forward_hooks
    judge.get("leaves_a_hook")(layer)
    judge.get("leaves_a_hook")(layer)
    assert len(layer.inner._forward_hooks) == 2 and layer(torch.ones(1, 3)).shape == (1, 3)
    judge.get("hides_a_hook")(layer)
    assert len(layer.inner._forward_hooks) == 3


def test_a_backward_pass_changes_no_gradient_of_the_test(judge):
    along = torch.ones(3)
    x = torch.ones(3, requires_grad=True)
    torch.autograd.grad(judge.get("spoils")(x), [x], [along])
    assert along.tolist() == [1, 1, 1]


def test_modules(judge):
    kind = judge.get("Layer")
    torch.manual_seed(0)
    layer = kind(4)
    torch.manual_seed(0)
    same = Layer(4)
    assert isinstance(layer, nn.Module) and isinstance(layer, kind) and type(layer.inner) is nn.Linear and layer.d == 4
    assert {k: v.tolist() for k, v in layer.state_dict().items()} == {k: v.tolist() for k, v in same.state_dict().items()}
    x = torch.randn(3, 4)
    layer.eval(), same.eval()
    assert torch.allclose(layer(x), same(x)) and torch.allclose(layer.doubled(x), 2 * same(x))
    assert layer.steps == 0
    layer.train()(x)
    assert layer.steps == 1  # a buffer that forward changes comes back
    layer.eval()
    twin = copy.deepcopy(layer)
    with torch.no_grad():
        twin.scale.zero_()
    assert (twin(x) == 0).all() and not (layer(x) == 0).all()
    whole = nn.Sequential(layer, nn.Linear(4, 1))
    whole(x).sum().backward()
    same(x).sum()
    assert layer.inner.weight.grad is not None and layer.scale.grad.shape == (4,)
    half = torch.func.functional_call(layer, {"scale": torch.full((4,), 0.5)}, (x,))
    assert torch.allclose(half, layer(x) / 2)


def test_training_is_the_same_on_both_sides(judge):
    x, y = torch.randn(8, 4), torch.randn(8, 4)
    torch.manual_seed(1)
    layer = judge.get("Layer")(4)
    torch.manual_seed(1)
    same = Layer(4)
    layer.eval(), same.eval()
    assert abs(fit(layer, x, y) - fit(same, x, y)) < 1e-6
    assert all(torch.allclose(a, b) for a, b in zip(layer.parameters(), same.parameters()))


def test_modules_that_the_judge_hands_out(judge):
    class Mine(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.ones(4))

        def forward(self, x):
            modes.append(self.training)
            return x * self.w

    modes = []
    x, y = torch.randn(8, 4), torch.randn(8, 4)
    for make in (Mine, lambda: nn.Sequential(nn.Linear(4, 4))):
        torch.manual_seed(2)
        mine = make()
        same = copy.deepcopy(mine)
        assert abs(judge.get("fit")(mine, x, y) - fit(same, x, y)) < 1e-6
        assert all(torch.allclose(a, b) and torch.allclose(a.grad, b.grad) for a, b in zip(mine.parameters(), same.parameters()))
        assert not mine.training
    assert modes == [True] * 10


def test_what_a_call_back_saw_of_a_module_does_not_stay(judge, monkeypatch):
    """The owner is asked for an attribute while the module is in another mode and has other weights."""
    class Sized(nn.Module):
        def __init__(self):
            super().__init__()
            self.w, self.size = nn.Parameter(torch.zeros(2)), 5

    monkeypatch.setattr(Sized, "__module__", "__main__")  # where a notebook's classes are
    mine = Sized()
    assert judge.get("peeks")(mine) == 5
    assert mine.training and mine.w.tolist() == [0, 0]


def test_weights_that_were_sent_in_one_call_are_no_change_of_another(judge):
    """They are known by their address, which another tensor may have when they are gone: it would be written for nothing, amid autograd's graph."""
    layer, seen = judge.get("Layer")(3), []
    judge.get("names_of")({"layer": layer})
    assert judge.objects.sent
    judge.get("call_back")(lambda x: seen.append(len(judge.objects.sent)) or x, torch.ones(2))
    assert seen == [0]
    judge.get("names_of")({"layer": layer})
    del layer
    gc.collect()
    assert not judge.objects.sent
