"""One of the two kernels and its copy of the notebook: started, given cells one by one, interrupted, ended."""

from __future__ import annotations

import asyncio
import functools
import os

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbclient.util import ensure_async

from autograder.judge import BORDER
from autograder.kernels.limits import TIMEOUT, amount

OUTPUT = 1_000_000  # characters of output that one cell may keep
LINE = 4000  # characters of a message or of a line of a traceback
GRACE = 5  # seconds in which an interrupted kernel must answer
DEAD = "DeadKernelError: カーネルがここまでに終了しました / the kernel died before this cell ended"


class Side:
    """One kernel and its copy of the notebook.  `asked`: an expression whose value a cell that ended well brings along, in `told`."""

    def __init__(self, client, nb, folder, fds, asked: str = ""):
        self.asked, self.told = asked, None
        self.nb = nbformat.from_dict(nb)
        self.client = type(client)(parent=client.parent, config=client.config, kernel_manager_class=client.kernel_manager_class)
        self.client.update_config(client.config)
        NotebookClient.__init__(self.client, self.nb, None)
        self.client.reset_execution_trackers()
        self.client.resources = {"metadata": {"path": str(folder)}}
        for name in ("timeout", "kernel_name", "skip_cells_with_tag", "extra_arguments"):
            setattr(self.client, name, getattr(client, name))
        if hasattr(client, "_ends"):  # a limit for the whole notebook
            self.client._ends, self.client._interrupted = client._ends, False
        self.fds, self.dead, self.late = fds, False, False
        self.kept = 0
        write = self.client.output

        def output(outs, msg, display_id, cell_index):
            if msg.get("msg_type") == "error":  # it decides a score, so it is kept however much was printed
                return write(outs, {**msg, "content": _shortened(msg["content"])}, display_id, cell_index)
            self.kept += amount(msg)
            return write(outs, msg, display_id, cell_index) if self.kept <= OUTPUT else None

        self.client.output = output
        self.client.on_cell_executed = self._ended

    def _ended(self, cell, cell_index, execute_reply):
        self.told = _value(execute_reply["content"])

    async def start(self):
        client = self.client
        client.create_kernel_manager()
        await client.async_start_new_kernel(env={**os.environ, BORDER: " ".join(map(str, self.fds))}, pass_fds=self.fds)
        await client.async_start_new_kernel_client()
        if self.asked:
            client.kc.execute = functools.partial(client.kc.execute, user_expressions={"v": self.asked})

    async def cell(self, index: int) -> None:
        """Run one cell; a kernel that dies, or does not come back from an interrupt, is dead from then on."""
        cell = self.nb.cells[index]
        if self.dead:
            cell.outputs = [error_output("DeadKernelError", self.why())]
            return
        self.kept, self.told = 0, None
        try:
            await self.client.async_execute_cell(cell, index, store_history=True)
        except DeadKernelError:
            self.dead = True
            cell.outputs = [error_output("DeadKernelError", self.why())]
            return
        except (CellTimeoutError, RuntimeError):  # its sockets say nothing
            self.late = True
            cell.outputs = [error_output("DeadKernelError", DEAD)]
            await self.end()
            return
        if any(out.get("ename") == TIMEOUT for out in cell.outputs):
            self.late = True
            if not await self.answers():
                await self.end()

    def why(self) -> str:
        """What ended this kernel, as a sentence."""
        return getattr(self.client, "ended", "") or DEAD

    async def outlives(self) -> bool:
        """Does the process go on, whose end of the border is closed?  One that ends closes it a moment before."""
        for _ in range(20):
            if not await ensure_async(self.client.km.is_alive()):
                self.dead = True
                return False
            await asyncio.sleep(0.05)
        return True

    async def answers(self) -> bool:
        """Does the kernel take a request again, within GRACE seconds?"""
        try:
            await asyncio.wait_for(self.quiet("None"), GRACE)
            return True
        except Exception:  # no answer, or one that is none
            return False

    async def quiet(self, code: str, value: str | None = None):
        """Run code of ours that leaves no trace; returns the value of an expression evaluated after it."""
        kc = self.client.kc
        msg_id = kc.execute(code, silent=True, store_history=False, allow_stdin=False, user_expressions={"v": value} if value else {})
        while True:
            try:
                msg = await ensure_async(kc.shell_channel.get_msg(timeout=1))
            except Exception:
                await self.client._async_check_alive()
                continue
            if msg["parent_header"].get("msg_id") == msg_id:
                break
        content = msg["content"]
        if content["status"] != "ok":
            raise RuntimeError(f"{content.get('ename')}: {content.get('evalue')}")
        return _value(content)

    async def end(self):
        self.dead = True
        if self.client.km.has_kernel:
            await within(self.client.km.provisioner.kill(), GRACE)

    async def stop(self):
        """End the kernel; its sockets may be in a state in which no farewell comes through."""
        km = getattr(self.client, "km", None)
        if km is not None and not await within(self.client._async_cleanup_kernel(), GRACE) and km.has_kernel:
            await within(km.provisioner.kill(), GRACE)


def _value(content: dict) -> str | None:
    """The value of the expression that an execute_reply brings along."""
    return content.get("user_expressions", {}).get("v", {}).get("data", {}).get("text/plain")


async def within(coroutine, seconds: float) -> bool:
    """Whether it ended in time.  One that did not is left behind: a wait for its end could last as long again."""
    task = asyncio.ensure_future(coroutine)
    done, _ = await asyncio.wait({task}, timeout=seconds)
    if done:
        task.result()
    else:
        task.cancel()
    return bool(done)


def _shortened(error: dict) -> dict:
    """The content of an error message, of a length for a page."""
    lines = [str(line)[:LINE] for line in error.get("traceback", [])][-30:]
    return {"ename": str(error.get("ename"))[:100], "evalue": str(error.get("evalue"))[:LINE], "traceback": lines}


def error_output(name, line):
    return nbformat.v4.new_output("error", ename=name, evalue=line, traceback=[line])
