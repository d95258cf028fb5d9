"""A kernel on this machine that is reached through files instead of TCP ports.

With TCP, the manager looks for five free ports, lets go of them, and the kernel binds
them a second later; among hundreds of kernels, some side by side, another process
takes one in between and the kernel dies at its start.  A socket that is a file in a
folder of its own cannot be taken.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from traitlets import default


class LocalKernelManager(AsyncKernelManager):
    """jupyter_client's manager with sockets in a temporary folder (on Windows TCP, as usual) and a quiet start."""

    @default("transport")
    def _sockets_are_files(self) -> str:
        return "tcp" if sys.platform == "win32" else "ipc"

    @default("ip")
    def _a_folder_of_its_own(self) -> str:
        if self.transport == "tcp":
            return "127.0.0.1"
        return str(Path(tempfile.mkdtemp(prefix="kernel-")) / "socket")  # short: a socket's path has about 100 characters

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        quiet = "--IPKernelApp.log_level=40"  # no start-up warnings on the terminal
        return super().format_kernel_cmd([quiet, *(extra_arguments or [])])

    def cleanup_ipc_files(self) -> None:
        super().cleanup_ipc_files()
        if self.transport == "ipc":
            shutil.rmtree(Path(self.ip).parent, ignore_errors=True)
