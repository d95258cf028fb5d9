"""A student's end of the border for the tests: functions and classes of all kinds, and a judge's end to reach them by."""

import mmap
import os
import random
import socket
from contextlib import contextmanager

import numpy as np
import torch
import torch.nn.functional as F
from matplotlib.artist import Artist
from torch import nn

from autograder.judge.objects import GuardedObjects, Objects
from autograder.judge.peer import Peer
from autograder.judge.room import HALF, Room
from autograder.judge.serve import JUDGE, STUDENT
from autograder.judge.wire import Wire

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


class Counting(nn.Module):
    """Counts its calls in a buffer that it makes anew each time."""

    def __init__(self):
        super().__init__()
        self.register_buffer("calls", torch.zeros(1))

    def forward(self, x):
        self.calls = self.calls + 1
        return x * self.calls


def puts_new_weights(layer):
    """New tensors and a new part in the place of a layer's own."""
    layer.inner = nn.Linear(3, 3, bias=False)
    layer.inner.weight = nn.Parameter(torch.full((3, 3), 2.0))
    layer.scale = nn.Parameter(torch.full((3,), 5.0), requires_grad=False)


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


class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def __call__(self):
        return self[-1]


class Table(dict):
    def put(self, key, value):
        self[key] = value
        return len(self)


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


EXPONENTIALS = torch.ones(3, requires_grad=True).exp()


def weighted(x):
    """All calls use what was computed once from a weight of this side."""
    return x * EXPONENTIALS


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


def hides_a_hook(model):
    leaves_a_hook(model)
    model.inner._forward_hooks[-1] = model.inner._forward_hooks.popitem()[1]  # where the border keeps its own marks


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


# ---- the border

@contextmanager
def border():
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
