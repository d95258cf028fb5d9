"""A kernel on this machine that is reached through files instead of TCP ports, and without a pause.

With TCP, the manager looks for five free ports, lets go of them, and the kernel binds
them a second later; among hundreds of kernels, some side by side, another process
takes one in between and the kernel dies at its start.  A socket that is a file in a
folder of its own cannot be taken.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty

import zmq
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

from autograder.kernels.limits import MESSAGE


class PromptClient(AsyncKernelClient):
    """jupyter_client's client, ready as soon as the kernel is: its own waits 0.2 s for messages that may still come.

    Without the heartbeat: whether the kernel lives, its manager knows, and the thread takes a tenth of a second to end.
    """

    def start_channels(self, shell=True, iopub=True, stdin=True, hb=False, control=True) -> None:
        self.context.sockopts[zmq.MAXMSGSIZE] = MESSAGE  # what a kernel sends is read whole before anybody can count it
        self.context.sockopts[zmq.RECONNECT_IVL] = 5  # ms until the next try where the kernel has not bound its sockets yet; 100 as it comes
        super().start_channels(shell, iopub, stdin, hb, control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        ends = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < ends:
            asked = self.kernel_info()
            try:
                reply = await self.get_shell_msg(timeout=1)
                if reply["msg_type"] == "kernel_info_reply" and await self._idle_after(asked):
                    self._handle_kernel_info_reply(reply)
                    return
            except Empty:
                pass
            if not await self._async_is_alive():
                raise RuntimeError("the kernel died before it was ready")
        raise RuntimeError(f"the kernel was not ready within {timeout} s")

    async def _idle_after(self, asked: str) -> bool:
        """Whether the kernel says that it is done with a request: then nothing of its start is still to come."""
        try:
            while True:
                message = await self.get_iopub_msg(timeout=0.05)
                if message["parent_header"].get("msg_id") == asked and message["content"].get("execution_state") == "idle":
                    return True
        except Empty:
            return False  # the channel was not connected yet


class LocalKernelManager(AsyncKernelManager):
    """jupyter_client's manager with sockets in a temporary folder (on Windows TCP, as usual) and a quiet start."""

    @default("client_factory")
    def _prompt(self) -> type:
        return PromptClient

    @default("transport")
    def _sockets_are_files(self) -> str:
        return "ipc" if sys.platform != "win32" and self._is_ipykernel() else "tcp"  # few other kernels know ipc

    @default("ip")
    def _a_folder_of_its_own(self) -> str:
        if self.transport == "tcp":
            return "127.0.0.1"
        return str(Path(tempfile.mkdtemp(prefix="kernel-")) / "socket")  # short: a socket's path has about 100 characters

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        quiet = ["--IPKernelApp.log_level=40"] if self._is_ipykernel() else []  # no start-up warnings on the terminal
        return super().format_kernel_cmd([*quiet, *(extra_arguments or [])])

    def _is_ipykernel(self) -> bool:
        return any("ipykernel" in word for word in self.kernel_spec.argv) if self.kernel_spec else True

    def cleanup_ipc_files(self) -> None:
        super().cleanup_ipc_files()
        if self.transport == "ipc":
            shutil.rmtree(Path(self.ip).parent, ignore_errors=True)
