"""What runs inside the two kernels: the border, and the names of a solution cell bound in the judge.

`sit` is called once in each kernel before any cell.  In the student's kernel calls are answered
by the event loop between cells, and until the judge's cell ends without going back to the loop.
"""

from __future__ import annotations

import asyncio
import mmap
import os
import signal
import socket
import sys
import time
import types

from autograder.judge import BORDER, packed, watch
from autograder.judge.codec import CodecError
from autograder.judge.digest import of_trace
from autograder.judge.exchange import Exchanged
from autograder.judge.modules import RemoteModule
from autograder.judge.objects import GuardedObjects, Objects
from autograder.judge.peer import BorderError, Peer
from autograder.judge.proxies import Factory, RemoteClass, RemoteFunction
from autograder.judge.room import Room
from autograder.judge.serve import JUDGE, with_pictures
from autograder.judge.wire import Closed, Late, Wire

REST = 0.5  # seconds after the last call before the student's kernel goes back to its loop
_peer: Peer | None = None
_functions: frozenset[str] = frozenset()
_modules: frozenset[str] = frozenset()
_passed = False  # whether the last cell ended without an exception
_exchanged: Exchanged | None = None
_given = False  # whether the cell that comes next is given code, which both kernels run


def _wire(first: bool) -> Wire:
    fd, *memory = map(int, os.environ.pop(BORDER).split())
    room = Room(mmap.mmap(memory[0], 0), first) if memory else None
    for mapped in memory:
        os.close(mapped)
    return Wire(socket.socket(fileno=fd), room)


def sit_student(shell) -> None:
    """Answer calls on the border whenever this kernel runs no cell."""
    global _peer
    _peer = Peer(_wire(False), Objects, with_pictures(sys.modules.get("autograder.judge.drawings")))
    _peer.namespace = shell.user_ns
    watch.remember(shell)
    asyncio.get_running_loop().add_reader(_peer.wire.sock, _serve)


def _serve() -> None:
    """Answer calls until the judge rests.  An interrupt ends the call that runs, not the kernel."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        while True:
            head, buffers = _peer.wire.receive(time.monotonic() + REST)
            if "q" in head:
                _peer.answer(head, buffers)
            elif "z" in head:
                close_figures()
                if not _peer.wire.waiting:  # else the loop would not learn of it
                    return
    except (KeyboardInterrupt, Late):
        pass
    except (Closed, CodecError, BorderError):
        asyncio.get_running_loop().remove_reader(_peer.wire.sock)
    finally:
        signal.signal(signal.SIGINT, before)


def close_figures() -> None:
    """A test's figures are not the next cell's output, which IPython would draw for a second."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    try:
        pyplot and pyplot.close("all")
    except Exception:  # a student's own pyplot
        pass


def sit_judge(shell, limit: float, secret: str, planned: dict[str, list[str]]) -> None:
    """Be the judge's end; `limit`: seconds for one call; `secret`: what student code cannot know; `planned`: the names that
    both kernels define ("both"), and those that solutions define as functions ("functions") and as classes of layers ("modules")."""
    global _peer, _exchanged, _functions, _modules
    _functions, _modules = frozenset(planned["functions"]), frozenset(planned["modules"])
    _peer = Peer(_wire(True), GuardedObjects, JUDGE, limit)
    _peer.states.secret = secret.encode()
    _peer.namespace = shell.user_ns
    _exchanged = Exchanged(_peer, planned["both"])
    _peer.before_asking = _exchanged.follow
    shell.events.register("pre_run_cell", _begins)
    shell.events.register("post_run_cell", _ended)
    shell.events.register("post_execute", _rest)  # after silent code, too: else the student's next cell waits for REST


def _begins(info) -> None:
    """A cell of the judge begins: record its calls."""
    global _passed
    _peer.trace, _peer.doubts, _passed = [], 0, False
    if not _given:
        _exchanged.begin()


def _ended(result) -> None:
    """Note how a cell of the judge ended."""
    global _passed, _given
    _passed, _given = result.success, False
    _exchanged.end()


def _rest() -> None:
    """The judge is done for now: what a test put back at its end is put back there, too, and the student's kernel may go back to its loop."""
    if _peer.broken is None:
        try:
            _exchanged.follow()
        except (Exception, BorderError):
            pass
        try:
            _peer.wire.send({"z": 1}, [], time.monotonic() + 1)
        except (Closed, Late):
            pass


def bind(names: list[str], given: bool = False) -> None:
    """Bind names to what the student's kernel has under them; a name that it lacks is unbound here, too.  `given`: the next cell is given code."""
    global _given
    _given, waiting = given, list(names)
    _peer.objects.binding = True
    try:
        while waiting:
            try:
                _peer.namespace[waiting[0]] = _as_planned(waiting[0], _peer.ask("name", waiting[0]))
            except Exception:
                _peer.namespace.pop(waiting[0], None)
            waiting.pop(0)
    finally:
        _peer.objects.binding = False
        for name in waiting:  # whatever ended this early leaves none of them an older meaning
            _peer.namespace.pop(name, None)


def _as_planned(name: str, value):
    """A class where the course has a function is called like one: what it makes is no object of the test's.  Where the course has
    a layer, what is called makes layers: an object with a layer's names would say of its weights what suits it.  A function or class
    of this side is no answer of the student's."""
    own_class = isinstance(value, type) and value.__module__ == "__main__" and not isinstance(value, RemoteClass)  # `float` is data
    if own_class or isinstance(value, (types.FunctionType, types.MethodType)):
        raise KeyError(name)
    if name in _functions and isinstance(value, RemoteClass):
        return RemoteFunction(_peer, value._number, name)
    if name in _modules and not (isinstance(value, RemoteClass) and issubclass(value, RemoteModule)):
        return Factory(_peer, value._number, name)  # what has no number is unbound (see `bind`)
    if isinstance(value, RemoteClass):
        value._bound = True
    return value


def report() -> str:
    """What the executor reads after a cell."""
    trace, _peer.trace = _peer.trace, None
    return packed({"trace": of_trace(trace), "remarks": _peer.remarks, "broken": _peer.broken, "passed": _passed, "doubts": _peer.doubts})
