"""Limits that the executing side holds, because a kernel cannot be trusted with them.

`Limited` goes in front of nbclient's NotebookClient (or a subclass): a limit for the whole notebook
beside the one for a cell, a limit of output, and the end of a kernel that does not come back from
an interrupt.  What ended it is kept as a sentence, `日本語 / English`, in `ended`.
"""

from __future__ import annotations

import asyncio
import math
import re
import time

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import ValidationError
from nbformat.v4 import new_output
from traitlets import HasTraits, Int

TIMEOUT = "CellTimeoutError"
TOO_LONG = "このセルは制限時間内に終わりませんでした / this cell did not end within its time limit"
NOTEBOOK = "ノートブック全体の制限時間を超えました / the notebook as a whole ran longer than its time limit"
STUCK = "制限時間を過ぎても中断に応じませんでした / it did not react to being interrupted after its time limit"
FLOOD = "出力が多すぎます / it printed too much"
DIED = "カーネルがここで終了しました（os._exit や強制終了、メモリ不足など） / the kernel ended here (os._exit, a kill, out of memory …)"
ODD = "カーネルが、読めないメッセージを送りました / the kernel sent a message that cannot be read"
GRACE_S = 5.0  # for the answer to an interrupt
HURRY_S = 10.0  # at least, for a cell of a kernel that is in a hurry
MESSAGE = 64 << 20  # bytes of one message of a kernel that are read at all; the connection that brings more is closed

MEMORY = "使えるメモリの上限に達しました / the limit of memory was reached"
DISK = "書き込める容量の上限に達しました / the limit of disk space was reached"
PROCESSES = "プロセス数の上限に達しました / the limit of processes was reached"
NETWORK = "採点環境ではネットワークを使えません / there is no network while grading"
FILES = "採点環境では、このファイルを読み書きできません / grading does not let code read or write this file"
NO_FILE = "採点環境には、このファイルがありません / this file is not there while grading"
FORBIDDEN = "採点環境では、この操作は許されていません / grading does not let code do this"

# What behind the walls means that a limit was met, as Python says it: a pattern of `Name: message`, and of the traceback.
MET = [
    (r"MemoryError|^\w*Error: .*(\[Errno 12\]|DefaultCPUAllocator)", "", MEMORY),
    (r"^(\w*IO|OS)Error: .*\[Errno (28|27)\]", "", DISK),
    (r"^\w*Error: (\[Errno 11\]|can't start new thread)", "", PROCESSES),
    (r"^(URL|Connection|Permission|OS|gai|\w*Timeout|\w*Connect\w*)(error|Error): ", r"socket\.py|socket\.socket|import socket|urlopen", NETWORK),
    (r"^(URL|gai)(error|Error): ", "", NETWORK),
    (r"^(Permission|OS)Error: \[Errno (13|30)\]", "", FILES),
    (r"^FileNotFoundError: \[Errno 2\]", "", NO_FILE),
    (r"^(Permission|OS)Error: \[Errno 1\]", "", FORBIDDEN),
]
SENTENCES = [NOTEBOOK, TOO_LONG, STUCK, FLOOD, DIED, ODD, *(sentence for _, _, sentence in MET)]


def reason(ename: str, evalue: str, traceback: str = "") -> str:
    """A sentence for an error that a limit or a wall caused, else "".

    >>> reason("OSError", "[Errno 28] No space left on device")
    '書き込める容量の上限に達しました / the limit of disk space was reached'
    >>> reason("AssertionError", "[Errno 28]"), reason("OSError", "of my own")
    ('', '')
    """
    said = f"{str(ename)[:100]}: {str(evalue)[:2000]}"  # some patterns take the square of the length
    return next((sentence for sign, where, sentence in MET if re.search(sign, said) and re.search(where, traceback)), "")


def explained(out):
    """An error of an executed cell, with the reason in front where a limit or a wall caused it.

    >>> explained(new_output("error", ename="OSError", evalue="[Errno 28] full", traceback=[])).evalue
    '書き込める容量の上限に達しました（[Errno 28] full） / the limit of disk space was reached ([Errno 28] full)'
    """
    sentence = reason(out.ename, out.evalue, "\n".join(map(str, out.traceback)))
    if sentence and not told(out.evalue):
        ja, _, en = sentence.partition(" / ")
        detail = out.evalue if out.evalue.isascii() and " / " not in out.evalue and len(out.evalue) < 200 else ""
        out.evalue = f"{ja}（{detail}） / {en} ({detail})" if detail else sentence
        out.traceback = [*out.traceback, f"{out.ename}: {out.evalue}"]
    return out


def told(evalue: str) -> str:
    """The English half of the sentence that an error's text holds, else ""."""
    return next((sentence.partition(" / ")[2] for sentence in SENTENCES if sentence.partition(" / ")[0] in str(evalue)), "")


def amount(msg) -> int:
    """Characters for which a message counts where output is limited: an eighth of what is shown, for a picture takes more than a text.

    >>> amount({"msg_type": "stream", "content": "x" * 80}), amount({"msg_type": "display_data", "content": "x" * 80})
    (80, 10)
    """
    size = len(str(msg.get("content", ""))) + sum(map(len, msg.get("buffers", ())))
    return size // 8 if msg.get("msg_type") in ("display_data", "execute_result", "update_display_data") else size


class Limited(HasTraits):
    """In front of a NotebookClient: `class Mine(Limited, NotebookClient)`."""

    notebook_timeout = Int(0, help="seconds for all cells of a notebook together; 0: twenty times the limit for one cell").tag(config=True)
    output_limit = Int(4_000_000, help="characters that a notebook may print; what it shows (pictures, HTML) counts an eighth").tag(config=True)

    ended = ""  # what ended the kernel, if something did
    hurried = False  # whether cells get less time, because one has used up its own
    _late = False  # whether the cell that runs now ran out of time
    _began = 0.0
    _printed = 0

    async def async_start_new_kernel_client(self):
        self._began, self._printed, self.ended = time.monotonic(), 0, ""
        self.error_on_timeout = {"ename": TIMEOUT, "evalue": TOO_LONG, "traceback": [f"{TIMEOUT}: {TOO_LONG}"]}
        return await super().async_start_new_kernel_client()

    def whole(self) -> float:
        """Seconds for all cells together."""
        return self.notebook_timeout or (20 * self.timeout if self.timeout and self.timeout > 0 else math.inf)

    def _get_timeout(self, cell):
        """nbclient's limit for a cell, or what is left for the notebook if that is less."""
        left = max(1.0, self.whole() - (time.monotonic() - self._began))
        most = super()._get_timeout(cell)
        if self.hurried and most is not None:
            most = min(most, max(HURRY_S, most / 4))
        most = left if most is None else min(most, left)
        return None if math.isinf(most) else most

    async def async_execute_cell(self, cell, cell_index, *args, **kwargs):
        if self.ended or time.monotonic() - self._began > self.whole():
            await self._end(self.ended or NOTEBOOK)
            raise DeadKernelError(self.ended)
        self._late = False
        try:
            done = await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        except CellTimeoutError:  # neither the interrupt nor its sockets bring an answer
            cell.execution_count = None
            await self._end(STUCK)
            raise DeadKernelError(STUCK) from None
        except DeadKernelError:
            cell.execution_count = None  # nbclient gave it a number when it began, and it did not end
            raise
        except (LookupError, TypeError, AttributeError, ValueError, AssertionError, ValidationError):  # nbclient's, over a message that no kernel sends by itself
            await self._end(ODD)
            raise DeadKernelError(ODD) from None
        if self._late:  # the interrupt's own traceback shows whatever line happened to run
            cell.outputs = [o for o in cell.outputs if o.output_type != "error"] + [new_output("error", **self.error_on_timeout)]
        return done

    async def _async_handle_timeout(self, timeout, cell=None):
        reply = await super()._async_handle_timeout(timeout, cell)
        self._late = True
        try:
            await asyncio.wait_for(self.kc.shell_channel.get_msg(timeout=None), GRACE_S)
        except asyncio.TimeoutError:
            await self._end(STUCK)
        return reply

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] not in ("status", "execute_input"):  # also those of widgets, which nbclient keeps
            self._printed += amount(msg)
            if self._printed > self.output_limit:
                if not self.ended:
                    self.ended = FLOOD
                    asyncio.ensure_future(self._end(FLOOD))
                return None
        return super().process_message(msg, cell, cell_index)

    async def _end(self, why: str) -> None:
        """Kill the kernel; nbclient notices within a second."""
        self.ended = why
        if self.km.has_kernel:
            await self.km.provisioner.kill()
