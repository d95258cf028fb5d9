"""The border between two processes: what crosses it, and how."""

import random
import socket
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from theirs import steer

from autograder.judge import randomness
from autograder.judge.objects import GuardedObjects
from autograder.judge.peer import BorderError, Peer
from autograder.judge.room import HALF
from autograder.judge.serve import JUDGE
from autograder.judge.wire import Wire


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


def test_a_counter_that_is_changed_in_place_counts_the_same(judge):
    words = Counter("ab")
    judge.get("count_more")(words)
    assert words == {"a": 1, "b": 3}


def test_what_the_judge_did_not_make_does_not_say_that_it_did():
    peer = Peer(Wire(socket.socketpair()[0]), GuardedObjects, JUDGE)
    claims = peer.objects.resolve(["H", 7, "Words", True, ["matplotlib.cbook", "silent_list"], False], None, 0)
    assert not isinstance(claims, list) and claims._looks_like is None
    with pytest.raises(AttributeError):
        _ = claims.isnan


def test_identity_of_what_comes_back(judge):
    for value in ([1], {"a": 1}, torch.ones(2), np.ones(2)):
        assert judge.get("identity")(value) is value


def test_objects_and_iterators(judge):
    words = judge.get("Words")(["a", "b"])
    assert words.vocab == {"a": 0, "b": 1} and words.encode("b a") == [1, 0] and judge.get("Words").SPECIAL == ["<unk>"]
    assert isinstance(words, judge.get("Words"))
    assert list(judge.get("count")(3)) == [0, 1, 2]
    with pytest.raises(AttributeError):
        assert words._vocab is None


def test_an_object_that_is_a_list_changes_where_it_is(judge):
    stack, table = judge.get("Stack")(), judge.get("Table")()
    assert stack.push(1).push(2) is stack and stack.pop() == 2 and len(stack) == 1 and stack() == 1
    assert table.put("a", 1) == 1 and table.put("b", stack) == 2 and table["a"] == 1
    assert callable(stack) and not callable(table) and isinstance(stack, judge.get("Stack"))


def test_threads_of_a_test_take_turns(judge):
    twice = judge.get("twice")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(twice, range(200))) == [2 * n for n in range(200)]


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
