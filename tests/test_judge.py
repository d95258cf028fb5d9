"""The border between two processes: what crosses it, and how."""

import ast
import copy
import mmap
import os
import random
import socket
import time
from collections import Counter

import nbformat
import numpy as np
import pytest
import torch
import torch.nn.functional as F
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.artist import Artist
from torch import nn

from autograder.grade.execute import run
from autograder.judge import BORDER, kernel, plan, randomness
from autograder.judge.objects import GuardedObjects, Objects
from autograder.judge.peer import BorderError, Peer
from autograder.judge.room import HALF, Room
from autograder.judge.serve import JUDGE, STUDENT
from autograder.judge.wire import Wire
from autograder.wiring import read_course

torch.set_num_threads(1)


# ---- a student's code

class Layer(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.d, self.inner, self.drop = d, nn.Linear(d, d, bias=False), nn.Dropout(0.5)
        self.scale = nn.Parameter(torch.ones(d))
        self.register_buffer("steps", torch.zeros(1))

    def forward(self, x):
        if self.training:
            self.steps += 1
        return self.drop(self.inner(x)) * self.scale

    def doubled(self, x):
        return 2 * self.forward(x)


class Vandal(nn.Module):
    """Makes its weights what it returns."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(2, 2)
        self.register_buffer("calls", torch.zeros(1))

    def forward(self, x):
        self.inner.weight.data.zero_()
        self.calls += 1
        return x * 0


class Pretender:
    """Has a layer's names, and says of its weights what it likes."""

    def __init__(self, d):
        self.inner = nn.Linear(d, d)

    def parameters(self):
        return []


class Property(nn.Module):
    """Makes a layer anew whenever somebody looks, and empties a weight meanwhile."""

    def __init__(self):
        super().__init__()
        self.outer = nn.Linear(2, 2)

    @property
    def inner(self):
        return nn.Linear(2, 2)

    @property
    def size(self):
        self.outer.weight.data.zero_()
        return 2


ONE = nn.Linear(2, 2)


class Sharing(nn.Module):
    """All of its kind have one weight."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(2, 2)
        self.inner.weight = ONE.weight


class Emptier(nn.Module):
    """Empties a layer of the test that it was given, and a weight that it calls a buffer."""

    def __init__(self, part):
        super().__init__()
        self.part = part
        self.register_buffer("weight", torch.ones(2))

    def forward(self, x):
        with torch.no_grad():
            self.part.weight.zero_()
            self.weight.zero_()
        getattr(self.part, "nothing_of_this_name", None)  # tells the other side what the layer holds
        return x * 0


class Words:
    SPECIAL = ["<unk>"]

    def __init__(self, words):
        self.vocab = {w: i for i, w in enumerate(words)}

    def encode(self, text):
        return [self.vocab[w] for w in text.split()]


class Yes:
    """Says yes to everything."""

    def __eq__(self, other):
        return True

    def isnan(self):
        return self

    shape = (2, 3)


class Int(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


def attention(Q, K, V, mask=None):
    w = (Q @ K.mT / Q.shape[-1] ** 0.5).softmax(-1)
    return w @ V, w


def new_axis(tensor):
    tensor.unsqueeze_(1)


def look_on(tensor):
    return tensor.sum().item()


def detach(tensor):
    tensor.requires_grad_(False) if tensor.is_leaf else tensor.detach_()


def spoil(numbers, array, tensor, table):
    numbers.append(3)
    array[0] = 7
    tensor.data[0] = 7  # raises no version counter
    table["new"] = numbers


def fit(model, x, y, steps=5):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(steps):
        loss = F.mse_loss(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    return loss.item()


KEPT = {"table": torch.zeros(2, 3), "numbers": [1, 2], "names": {"a": 1}, "array": np.zeros(3), "layer": nn.Linear(2, 2)}


def kept(name):
    return KEPT[name]


def first_row():
    return KEPT["table"][0]


def leaves_a_hook(model, keep=True):
    hook = model.inner.register_forward_hook(lambda *args: None)
    if not keep:
        hook.remove()


class Down:
    """Its own iterator."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


def many(n, kind):
    return [{"float64": np.float64(1), "float": 1.0, "bytes": b"1"}[kind]] * n


def names_of(table):
    return table.keys()


def undecoded(data):
    return data.decode()


def moved():
    """The one layer, each time with another weight."""
    ONE.bias.data += 1
    return ONE


def interrupted(function):
    return function()


def a_class():
    return Yes


def half_a_character():
    raise ValueError("\ud83d")


def without_end(function):
    while True:
        function(1)


PEERS = []


def held():
    """How many graphs the student's side keeps for the judge."""
    return len(PEERS[0].kept)


class OwnError(ValueError):
    pass


def fails(kind):
    raise {"own": OwnError, "todo": NotImplementedError, "exit": SystemExit, "key": KeyError, "stop": StopIteration}[kind]("why")


class Spoils(torch.autograd.Function):
    """A backward pass that changes the gradient that it is given."""

    @staticmethod
    def forward(ctx, x):
        return x * 1

    @staticmethod
    def backward(ctx, grad):
        grad.data.zero_()
        return grad


class Picture(Artist):
    """A thing of matplotlib's that answers to a tensor's names."""

    def isnan(self):
        return torch.zeros(1)

    shape = (2, 3)


def count_more(words):
    words["b"] += 2


def call_back(function, x):
    return function(x)


def doubles_results(function):
    function().add_(1)
    return int(function().add_(1).sum())


def twice(x):
    return 2 * x


def counted(tensors):
    return [int(t.sum()) for t in tensors]


def count(n):
    yield from range(n)


def identity(x):
    return x


def spoils(x):
    return Spoils.apply(x)


a_picture = Picture()
a_picture.set_label("mine")


def draw():
    return torch.rand(2)


def draw_from(generator):
    return torch.rand(2, generator=generator)


def steer(generator):
    np.random.set_state(("MT19937", np.zeros(624, np.uint32), 624, 0, 0.0))
    random.setstate((3, (*[0] * 624, 624), None))
    generator.manual_seed(7)
    torch.manual_seed(7)


def dies():
    os._exit(1)


# ---- the border

@pytest.fixture
def judge():
    """The judge's end; the student's end is a forked process with the names of this file."""
    ours, theirs = socket.socketpair()
    memory = mmap.mmap(-1, 2 * HALF)
    child = os.fork()
    if child == 0:
        ours.close()
        peer = Peer(Wire(theirs, Room(memory, False)), Objects, STUDENT)
        peer.namespace = globals()
        PEERS.append(peer)
        try:
            while True:
                peer.answer(*peer.wire.receive())
        except BaseException:
            os._exit(0)
    theirs.close()
    peer = Peer(Wire(ours, Room(memory, True)), GuardedObjects, JUDGE, limit=20)
    peer.get = lambda name: peer.ask("name", name)
    yield peer
    peer.wire.close()
    os.waitpid(child, 0)


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


def test_what_is_too_large_for_the_shared_memory_goes_through_the_socket(judge):
    for size in (1, 1 << 14, 1 << 15, HALF // 4, HALF // 4 + 1):  # float32
        x = torch.arange(size).float()
        assert torch.equal(judge.get("twice")(x), 2 * x), size
    several = [torch.full((HALF // 16,), n) for n in range(1, 7)]  # int64: the first two fill it
    assert judge.get("counted")(several) == [n * (HALF // 16) for n in range(1, 7)]


def test_functions_and_gradients(judge):
    remote = judge.get("attention")
    Q, K, V = (torch.randn(2, t, d, dtype=torch.float64, requires_grad=True) for t, d in [(3, 4), (5, 4), (5, 6)])
    assert torch.allclose(remote(Q, K, V)[0], F.scaled_dot_product_attention(Q, K, V))
    assert torch.autograd.gradcheck(lambda *args: remote(*args)[0], (Q, K, V))
    assert torch.autograd.gradgradcheck(lambda *args: remote(*args)[0], (Q, K, V))
    with torch.no_grad():
        assert not remote(Q, K, V)[0].requires_grad
    assert not judge.get("attention")(Q.detach(), K.detach(), V.detach())[0].requires_grad


def test_changes_in_place_come_back(judge):
    numbers, array, tensor, table = [1, 2], np.arange(3), torch.zeros(3), {}
    judge.get("spoil")(numbers, array, tensor, table)
    assert numbers == [1, 2, 3] and array.tolist() == [7, 1, 2] and tensor.tolist() == [7, 0, 0] and table["new"] is numbers


def test_changes_of_a_result_reach_who_keeps_it(judge):
    kept = judge.get("kept")
    kept("table").fill_(7)
    judge.get("first_row")()[1] = 5  # another object in the same memory
    kept("array")[1] = 7
    kept("numbers").append(3)
    kept("names")["b"] = 2
    assert kept("table").tolist() == [[7, 5, 7], [7, 7, 7]] and kept("array").tolist() == [0, 7, 0]
    assert kept("numbers") == [1, 2, 3] and kept("names") == {"a": 1, "b": 2}
    words = judge.get("Words")(["a", "b"])
    words.vocab["c"] = 2
    assert words.encode("c a") == [2, 0]


def test_a_result_that_holds_what_cannot_cross_stays_the_tests_own(judge):
    kept = judge.get("kept")
    numbers = kept("numbers")
    numbers.append(judge)
    assert kept("numbers") == [1, 2] and numbers[2] is judge


def test_a_result_of_the_judge_is_changed_by_nobody(judge):
    mine = torch.zeros(2)
    assert judge.get("doubles_results")(lambda: mine) == 2 and mine.tolist() == [0, 0]
    judge.answer({"q": 1, "o": "changed", "u": 0, "v": ["t", 1, 0, 3], "m": [True, False, "float32"]}, [])
    assert judge.remarks == ["a request that is none (no such operation)"]


@pytest.mark.parametrize("of", [lambda leaf: leaf, lambda leaf: 2 * leaf])
def test_a_detach_in_place_comes_back(judge, of):
    """Of a leaf, and of what a layer returns."""
    tensor = of(torch.ones(3, requires_grad=True))
    judge.get("look_on")(tensor)
    assert tensor.requires_grad
    judge.get("detach")(tensor)
    assert not tensor.requires_grad and tensor.grad_fn is None


def test_another_shape_in_place_comes_back(judge):
    mask = torch.ones(2, 3, 4).bool()
    judge.get("new_axis")(mask)
    assert mask.shape == (2, 1, 3, 4)


def test_a_forward_changes_buffers_and_no_weights(judge):
    layer = judge.get("Vandal")()
    before = layer.inner.weight.detach().clone()
    layer(torch.ones(1, 2))
    assert torch.equal(layer.inner.weight, before) and layer.calls.tolist() == [1]


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


def test_what_honest_programs_return_is_what_it_is(judge):
    assert judge.get("many")(200_000, "float64") == [1.0] * 200_000
    assert type(judge.get("many")(40, "float")[0]) is float and type(judge.get("many")(40, "float64")[0]) is np.float64
    assert judge.get("names_of")({"a": 1, "b": 2}) == {"a", "b"}
    assert list(judge.get("Down")(3)) == [2, 1, 0]
    with pytest.raises(ValueError):  # a UnicodeDecodeError there
        judge.get("undecoded")(b"\xff")
    moved = judge.get("moved")
    before = moved().bias.detach().clone()
    assert torch.equal(moved().bias, before + 1)


def test_too_many_values_are_the_sender_s_error_and_no_lie(judge):
    with pytest.raises(TypeError, match="more values than the border lets through"):
        judge.get("many")(200_000, "bytes")
    with pytest.raises(TypeError, match="more values than the border lets through"):
        judge.get("identity")([[1]] * 4_000_000)
    assert judge.get("identity")([1]) == [1] and not judge.remarks


def test_an_interrupt_is_no_answer(judge):
    """The judge's time is up while a function of the test runs for the student's code: it ends, and the student's end serves on."""
    def function():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge.get("interrupted")(function)


def test_a_class_that_is_returned_has_no_tensors_names(judge):
    with pytest.raises(AttributeError):
        _ = judge.get("a_class")().shape


def test_half_a_character_in_a_message_stops_nobody(judge):
    with pytest.raises(ValueError, match=r"\?"):
        judge.get("half_a_character")()


def test_a_flood_of_requests_is_late(judge):
    judge.limit = 0.5
    with pytest.raises(BorderError, match="no answer"):
        judge.get("without_end")(lambda x: x)


def test_a_backward_pass_changes_no_gradient_of_the_test(judge):
    along = torch.ones(3)
    x = torch.ones(3, requires_grad=True)
    torch.autograd.grad(judge.get("spoils")(x), [x], [along])
    assert along.tolist() == [1, 1, 1]


def test_a_counter_that_is_changed_in_place_counts_the_same(judge):
    words = Counter("ab")
    judge.get("count_more")(words)
    assert words == {"a": 1, "b": 3}


def test_what_the_judge_did_not_make_does_not_say_that_it_did():
    peer = Peer(Wire(socket.socketpair()[0]), GuardedObjects, JUDGE)
    claims = peer.objects.resolve(["H", 7, "Words", True, ["matplotlib.cbook", "silent_list"]], None, 0)
    assert not isinstance(claims, list) and claims._looks_like is None
    with pytest.raises(AttributeError):
        _ = claims.isnan


def test_identity_of_what_comes_back(judge):
    for value in ([1], {"a": 1}, torch.ones(2), np.ones(2)):
        assert judge.get("identity")(value) is value


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


def test_objects_and_iterators(judge):
    words = judge.get("Words")(["a", "b"])
    assert words.vocab == {"a": 0, "b": 1} and words.encode("b a") == [1, 0] and judge.get("Words").SPECIAL == ["<unk>"]
    assert isinstance(words, judge.get("Words"))
    assert list(judge.get("count")(3)) == [0, 1, 2]
    with pytest.raises(AttributeError):
        assert words._vocab is None


def test_verdicts_do_not_cross(judge):
    yes = judge.get("Yes")  # a class made by the judge is what it is; one that a function returns is no tensor
    made = judge.get("call_back")
    assert yes() != 3 and not yes() == 3
    for name in ("isnan", "shape"):
        with pytest.raises(AttributeError):
            getattr(judge.get("identity")(judge.get("count")), name)
    picture = judge.get("a_picture")
    for name in ("isnan", "shape"):
        with pytest.raises(AttributeError):
            getattr(picture, name)
    assert picture.get_label() == "mine"
    assert made(lambda x: x, 3) == 3
    assert type(judge.get("call_back")(lambda x: 5, 1)) is int


def test_exceptions(judge):
    fails_there = judge.get("fails")
    for kind, expected in [("own", ValueError), ("todo", NotImplementedError), ("key", KeyError)]:
        with pytest.raises(expected, match="why") as caught:
            fails_there(kind)
        assert type(caught.value) is expected
    with pytest.raises(RuntimeError):  # a StopIteration would end the test's own map() as if it had passed
        all(map(fails_there, ["stop"]))
    with pytest.raises(BorderError):  # no `except Exception` of a test may take this for an answer
        fails_there("exit")

    def refuse(x):
        raise AssertionError("ours")

    with pytest.raises(AssertionError, match="ours"):
        judge.get("call_back")(refuse, 1)


def test_random_states_cross(judge):
    torch.manual_seed(3)
    here = torch.rand(6)
    torch.manual_seed(3)
    assert torch.equal(torch.cat([judge.get("draw")() for _ in range(3)]), here)  # the second call goes on where the first ended
    torch.manual_seed(3)
    torch.rand(2)
    assert torch.equal(judge.get("draw")(), here[2:4])
    torch.manual_seed(3)
    judge.get("identity")(1)
    assert torch.equal(torch.rand(6), here)  # what draws nothing changes nothing


def test_a_state_that_comes_back_steers_nothing(judge):
    """A test that draws after a call gets the same numbers each time, and others than the student's process chose."""
    judge.states.secret = b"a hidden test"
    drawn = []
    for _ in range(2):
        torch.manual_seed(3), np.random.seed(3), random.seed(3)
        generator = torch.Generator().manual_seed(3)
        judge.get("steer")(generator)
        drawn.append([*torch.rand(4).tolist(), *np.random.rand(4).tolist(), random.random(), *torch.rand(2, generator=generator).tolist()])
    assert drawn[0] == drawn[1]
    assert len(set(drawn[0])) == 11 and min(drawn[0]) > 0  # the zeros that it chose would go on for ever
    steered = torch.Generator()
    steer(steered)
    assert drawn[0][-2:] != torch.rand(2, generator=steered).tolist() and drawn[0][0] != torch.rand(1).item()


def test_a_generator_goes_on_from_call_to_call(judge):
    here = torch.rand(4, generator=torch.Generator().manual_seed(5))
    generator = torch.Generator().manual_seed(5)
    assert torch.equal(torch.cat([judge.get("draw_from")(generator), judge.get("draw_from")(generator)]), here)


def test_a_dead_process_is_no_answer(judge):
    with pytest.raises(BorderError):
        judge.get("dies")()
    assert judge.broken and not judge.remarks  # a crash is no crime


def peeks(model):
    was = model.training
    model.eval()
    with torch.no_grad():
        kept = model.w.clone()
        model.w += 1
        size = model.size
        model.w.copy_(kept)
    model.train(was)
    return size


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


def test_the_trace_tells_behaviours_apart_and_nothing_else(judge):
    traces = []
    for n, value in enumerate([torch.tensor([1.0, 2.0]), torch.tensor([1.0, 2.0 + 1e-6]), torch.tensor([2.0, 1.0]), torch.ones(2, 1)]):
        judge.trace = []
        judge.get("identity")([{"a": value}, {*"xyz"} if n else {*"zyx"}])
        with pytest.raises(KeyError):
            judge.get("fails")("key")
        traces.append(judge.trace)
    assert traces[0] == traces[1] and traces[0][1][1] == traces[2][1][1]
    assert len({str(trace) for trace in traces}) == 3


def test_a_kept_normal_deviate_is_part_of_the_state():
    """The words of NumPy's generator are the same with and without it."""
    np.random.seed(1)
    np.random.randn()
    kept = randomness.now()[1]
    np.random.randn()
    spent = randomness.now()[1]
    randomness.put(1, kept)
    assert spent[0] == kept[0] and randomness.now()[1] == kept != spent


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
        namespace, objects = {"a": 1, "b": 2, "c": 3}, type("Tables", (), {"refresh": False})

        def ask(self, op, name):
            raise KeyboardInterrupt if name == "b" else KeyError

    monkeypatch.setattr(kernel, "_peer", Broken())
    with pytest.raises(KeyboardInterrupt):
        kernel.bind(["a", "b", "c"])
    assert Broken.namespace == {} and Broken.objects.refresh is False


def test_the_judge_rests_after_silent_code_too(monkeypatch):
    ours, theirs = socket.socketpair()
    monkeypatch.setenv(BORDER, str(ours.detach()))
    monkeypatch.setattr(kernel, "_peer", None)
    shell = InteractiveShell()
    kernel.sit_judge(shell, 1, "secret", [])
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
