"""One end of the border: calls out, serves calls in, and keeps what each side knows of the other.

Both ends run this file.  A call sends its arguments by value and gets a result, the arguments
that were changed in place, and the states of the random generators.  While a side waits for
its answer it serves calls of the other side, so a function of the judge that student code was
given is called back over the same socket.

The judge's end takes whatever comes: anything unexpected is a `BorderError`, which no
`except Exception` of a test can swallow.  What its own objects answer to is in serve.py.
"""

from __future__ import annotations

import secrets
import threading
import time

import torch

from autograder.judge import ENDED, NO_ANSWER, changes, modules
from autograder.judge.codec import CodecError
from autograder.judge.decode import Decoder
from autograder.judge.digest import digest
from autograder.judge.encode import Encoder
from autograder.judge.errors import MESSAGE, BorderError, described, exception
from autograder.judge.graph import Crossing, Keep
from autograder.judge.results import Results, small, watched
from autograder.judge.wire import Closed, Late, Wire

NESTED = 40  # calls inside calls


class Peer:
    """One end.  `objects` says how what is no data crosses; `serve` maps an operation to a function of the peer and its arguments."""

    def __init__(self, wire: Wire, objects, serve: dict, limit: float | None = None):
        self.wire, self.objects, self.serve, self.limit = wire, objects(self), serve, limit
        self.states = self.objects.states()
        self.number, self.pending, self.broken = 0, [], None
        self.asking: list[str] = []  # operations asked of the other side whose answer is not complete
        self.kept: dict[int, tuple] = {}  # graphs of calls served here
        self.forgotten: list[int] = []
        self.trace: list[list[str]] | None = None
        self.remarks: list[str] = []  # what no honest program does, for a person to look at
        self.overdue: set[int] = set()  # calls whose answer may still come
        self.before_asking = None  # what the judge's end does before each call out (exchange.py)
        self.exchanged: dict[str, tuple] = {}  # names of the student's end: what they meant, what a test made them mean
        self.results = Results()  # what came back here, or was answered from here, and may still be changed by a test
        self.turn = threading.RLock()
        self.doubts = 0  # how often a test asked a handle for a verdict, which it does not give

    # ---- calls out

    def ask(self, op: str, *args):
        """Do `op` on the other side; returns its result or raises its exception.  Threads take turns: an answer belongs to the last call."""
        if not self.turn.acquire(timeout=self.limit or -1):
            self._late()
        try:
            return self._ask(op, *args)
        finally:
            self.turn.release()

    def _ask(self, op, *args):
        if self.broken:
            raise BorderError(self.broken)
        if self.before_asking:
            self.before_asking()
        if self.objects.follows:
            for change in self.results.changed():
                self._tell(*change)
        if not self.pending:
            self.objects.sent.clear()
        enc = Encoder(self.objects.refer, leaving=self.states.leaving)
        enc.modules, enc.grads = [], op != "forward"
        try:
            node = enc.value(args)
            enc.check()
        except CodecError as error:
            raise TypeError(str(error)) from None
        n = secrets.randbits(52)  # nobody can answer a call before it is made
        until = None if self.limit is None else time.monotonic() + self.limit
        leaves = [t for t in enc.table if isinstance(t, torch.Tensor) and t.requires_grad]
        self._send({"q": n, "o": op, "v": node, "u": self.pending[-1] if self.pending else 0,
                    "m": [torch.is_grad_enabled(), torch.is_inference_mode_enabled(), str(torch.get_default_dtype())[6:]]}, enc, until)
        self.asking.append(op)
        try:
            self.pending.append(n)
            try:
                head, buffers = self._await(n, until)
            except BaseException:  # late, or interrupted: its answer may still come
                self.overdue.add(n)
                raise
            finally:
                self.pending.pop()
            return self._result(op, args, enc, leaves, head, buffers)
        except CodecError as error:
            self._break(f"the answer is not what the protocol allows ({error})")
        finally:
            self.asking.pop()

    def _tell(self, number, place, obj) -> None:
        """Tell the other side what a test has made of a result; what cannot cross, or is refused there, stays the test's own."""
        try:
            self.ask("changed", number, place, obj)
        except Exception:
            pass

    def _send(self, head, enc, until):
        if states := self.states.changed(enc):
            head["s"] = states
        if self.forgotten:
            head["x"] = list(self.forgotten)
            del self.forgotten[: len(head["x"])]  # the same list stays: each Keep holds on to it
        try:
            self.wire.send(head, enc.buffers, until)
        except Closed:
            self._break(ENDED, remark=False)
        except Late:
            self._late()
        except CodecError as error:
            raise TypeError(str(error)) from None

    def _await(self, n, until):
        while True:
            try:
                head, buffers = self.wire.receive(until)
                if "q" in head:
                    self.answer(head, buffers)
                    if until is not None and time.monotonic() > until:  # a flood of requests never lets a read wait
                        raise Late
                    continue
                told = head.get("a")
                if told == n and type(told) is int:
                    return head, buffers
                if type(told) is not int or told not in self.overdue:
                    raise CodecError("an answer to no call")
                self.overdue.discard(told)
            except Closed:
                self._break(ENDED, remark=False)
            except Late:
                self._late()
            except CodecError as error:
                self._break(f"a message that is none ({error})")

    def _late(self):
        raise BorderError(f"{NO_ANSWER} within {self.limit:.0f} s")

    def _break(self, why, remark=True):
        self.broken = why
        if remark:
            self.remark(why)
        raise BorderError(why) from None

    def remark(self, text):
        if len(self.remarks) < 20 and text not in self.remarks:
            self.remarks.append(text)

    def _result(self, op, args, enc, leaves, head, buffers):
        self._arrived(head, buffers)
        if "e" in head:
            if head["e"] == [["KeyboardInterrupt"], []] and not self.objects.follows:
                raise KeyboardInterrupt  # the judge's time is up, and this end goes back to its loop
            error = exception(head["e"])
            self._note(op, type(error).__name__)
            raise error
        plain = Decoder(buffers)
        raws = [plain.tensor_data(x) for x in _list(head.get("g", []))]
        graph = raws
        if raws:
            if not all(t.dtype.is_floating_point or t.dtype.is_complex for t in raws):
                raise CodecError("integers have no gradient")
            inputs = leaves or [torch.zeros((), requires_grad=True)]
            graph = Crossing.apply(self, Keep(self, head.get("k")), raws, *inputs)
        dec = Decoder(buffers, self.objects.resolve, enc.table, graph)
        dec.modules = []
        changed = _list(head.get("c", []))
        if op != "vjp":  # what was sent is autograd's own, and perhaps the very tensor that a test compares with
            changes.apply(enc, dec, changed, _list(head.get("t", [])), self.states.put_in, weights=args[1:3] if op == "forward" else ((), ()) if op == "get" else None)
        node = head.get("v")
        if op == "new" and type(node) is list and len(node) > 1 and node[0] == "H" and type(node[1]) is int:
            self.objects.asked.add(node[1])
        result = dec.value(node)
        if self.objects.follows and not dec.modules:
            self.results.keep(head["a"], op, dec.table[len(enc.table) :], watched)
        self._note(op, result if result is not None else [enc.table[n] for n, *_ in changed] or None)  # without a result, its effects
        return result

    def _note(self, op, result) -> None:
        """Remember what came back, for the diagnosis."""
        if self.trace is not None and op in ("call", "new", "forward", "method") and len(self.trace) < 400:
            self.trace.append([op, digest(result)])

    # ---- calls in

    def answer(self, head, buffers) -> None:
        """Serve one request and send its answer."""
        n, dec = head.get("q"), None
        enc = Encoder(self.objects.refer, outputs=[], leaving=self.states.leaving)
        reply = {"a": n}
        grad = torch.is_grad_enabled()
        dtype = torch.get_default_dtype()
        try:
            try:
                if len(self.pending) > NESTED:
                    raise RecursionError("calls back and forth, nested too deeply")
                dec = Decoder(buffers, self.objects.resolve)
                dec.modules, dec.replaced = [], {}
                op, args = self._asked(head, buffers, dec)
                watched = op != "vjp"  # what that gets is autograd's own, and large
                before = changes.before(dec, light=op == "forward") if watched else []
                given, stood = list(dec.modules), modules.tensors_of(dec.modules)
                if not self.pending:
                    self.objects.sent.clear()
                self.pending.append(n)
                try:
                    with torch.inference_mode(bool(head["m"][1])) if head["m"][1] else _nothing:
                        result = self.serve[op](self, dec, *args)
                finally:
                    self.pending.pop()
                enc.table, enc.index, enc.modules = list(dec.table), {id(o): i for i, o in enumerate(dec.table)}, []
                changed = changes.after(dec, enc, before, self.objects.sent, dec.replaced | modules.replaced(given, stood)) if watched else {}
                node = enc.value(result)
                enc.check()
                if not self.objects.follows and not enc.modules:
                    self.results.keep(n, op, enc.table[len(dec.table) :], small)
                reply.update({"v": node, **changed})
                if enc.outputs:
                    self.number += 1
                    reply["k"], reply["g"] = self.number, [enc.tensor_data(t) for t in enc.outputs]
                    self.kept[self.number] = (dec.leaves, enc.outputs)
            finally:
                torch.set_grad_enabled(grad)
                if torch.get_default_dtype() != dtype:
                    torch.set_default_dtype(dtype)
        except BorderError:
            raise
        except KeyboardInterrupt:
            self._send({"a": n, "e": [["KeyboardInterrupt"], []]}, Encoder(self.objects.refer), None if self.limit is None else time.monotonic() + self.limit)
            if self.objects.follows:  # the judge's own time is up
                raise
            return
        except BaseException as error:  # whatever it is, it is the answer
            enc, reply = Encoder(self.objects.refer), {"a": n, "e": described(error)}
            if isinstance(error, CodecError):
                reply["e"] = [["TypeError"], [str(error)[:MESSAGE]]]
        self._send(reply, enc, None if self.limit is None else time.monotonic() + self.limit)

    def _asked(self, head, buffers, dec) -> tuple:
        """(operation, arguments) of a request; one that no Peer writes is remarked."""
        try:
            if self.pending and head.get("u") not in self.pending:
                raise CodecError("a call that belongs to no call")
            self._arrived(head, buffers)
            op, args = head.get("o"), dec.value(head.get("v"))
            if type(op) is not str or op not in self.serve or type(args) is not tuple:
                raise CodecError("no such operation")
            self._modes(head.get("m"))
            return op, args
        except CodecError as error:
            self.remark(f"a request that is none ({error})")
            raise

    def _modes(self, modes):
        if type(modes) is not list or len(modes) != 3 or modes[2] not in ("float32", "float64", "float16", "bfloat16"):
            raise CodecError("no modes")
        if torch.is_grad_enabled() != bool(modes[0]):
            torch.set_grad_enabled(bool(modes[0]))
        if str(torch.get_default_dtype())[6:] != modes[2]:
            torch.set_default_dtype(getattr(torch, modes[2]))

    # ---- what comes along with a message: the states of the random generators, and what may be forgotten

    def _arrived(self, head, buffers) -> None:
        for number in _list(head.get("x", [])):
            self.kept.pop(number, None) if type(number) is int else None
        if nodes := _list(head.get("s", [])):
            self.states.arrived(nodes, buffers)


class _Nothing:
    def __enter__(self):
        return None

    def __exit__(self, *_):
        return None


_nothing = _Nothing()


def _list(value) -> list:
    if type(value) is not list:
        raise CodecError("no list")
    return value
