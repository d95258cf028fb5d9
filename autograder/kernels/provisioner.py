"""The kernel provisioner: how jupyter_client gets a warm kernel, in whatever program it runs.

Named in the kernelspecs `warm` and `walled` (spec.py); nbclient, nbgrader, nbval, formgrader and
JupyterLab use it by naming one of these kernels.  It takes what the local provisioner takes
(`env`, `cwd`, `pass_fds`) and is one, but for where its process comes from.
"""

from __future__ import annotations

import asyncio
import os
import select
import shutil
import signal
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Int

from autograder.kernels import folders
from autograder.kernels.walls import Limits
from autograder.kernels.warm import STEADY, Zygote

# What a walled kernel gets of the environment; the rest may hold secrets.
KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "COLUMNS", "PYTHONHASHSEED", "NBGRADER_EXECUTION", "AUTOGRADER_BORDER", "AUTOGRADER_DEBUG")


class Forked:
    """A forked kernel, with as much of subprocess.Popen as the local provisioner asks for."""

    stdin = stdout = stderr = None

    def __init__(self, pidfd: int, zygote: Zygote):
        self.pidfd, self.zygote = pidfd, zygote
        with open(f"/proc/self/fdinfo/{pidfd}") as facts:  # its number as this process sees it
            self.pid = next(int(line.split()[1]) for line in facts if line.startswith("Pid:"))
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """None while it runs; nobody but the zygote learns the exit status."""
        if self.returncode is None and select.select([self.pidfd], [], [], 0)[0]:
            os.close(self.pidfd)
            self.returncode = 0
        return self.returncode

    def wait(self) -> int:
        if self.returncode is None:
            select.select([self.pidfd], [], [])
        return self.poll() or 0

    def send_signal(self, signum: int) -> None:
        if self.poll() is None:
            try:
                signal.pidfd_send_signal(self.pidfd, signum)
            except ProcessLookupError:
                pass

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    # The first process of a namespace takes no SIGTERM, and nothing in it is worth saving.
    terminate = kill


class WarmProvisioner(LocalProvisioner):
    """A kernel forked from a process that has imported PyTorch and the rest already."""

    walls = Bool(True, help="wall the kernel in").tag(config=True)
    memory = Int(Limits.memory, help="MiB that a walled kernel may take").tag(config=True)
    disk = Int(Limits.disk, help="MiB that it may write").tag(config=True)
    cpu = Int(Limits.cpu, help="seconds of processor time").tag(config=True)
    processes = Int(Limits.processes, help="processes and threads that it may have").tag(config=True)
    files = Int(Limits.files, help="files that it may have open").tag(config=True)

    folder: Path | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Sockets are files in a folder of the kernel's own: nobody can take a port in between."""
        if self.folder is None:
            self.folder = folders.new("k")
        self.parent.transport, self.parent.ip, self.parent.cache_ports = "ipc", str(self.folder / "s"), False
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        wanted = dict(kwargs.get("env") or os.environ)
        order = {
            "argv": _arguments(cmd), "connection_file": self.parent.connection_file, "folder": str(self.folder),
            "cwd": os.path.abspath(kwargs["cwd"]) if kwargs.get("cwd") else "", "env": self._environment(wanted),
            "walls": self.walls, "keep": list(kwargs.get("pass_fds") or ()),
            "limits": {name: getattr(self, name) for name in ("memory", "disk", "cpu", "processes", "files")},
        }
        try:
            self.process = await asyncio.to_thread(_fork, wanted, order)
        except ConnectionError:  # the zygote was killed meanwhile; a new one is made
            self.process = await asyncio.to_thread(_fork, wanted, order)
        self.pid = self.process.pid
        self.cwd = kwargs.get("cwd") or self.folder
        return self.connection_info

    def _environment(self, wanted: dict[str, str]) -> dict[str, str]:
        if not self.walls:
            return wanted | {name: wanted.get(name, value) for name, value in STEADY.items()}
        scratch = self.folder / "scratch"
        homes = {"HOME": "home", "TMPDIR": "tmp", "MPLCONFIGDIR": "tmp", "IPYTHONDIR": "ipython"}
        who = {"USER": "student", "LOGNAME": "student"}  # whom `getpass.getuser` asks for; the list of users is outside the walls
        return {**STEADY, **who, **{name: wanted[name] for name in KEPT if name in wanted}, **{name: str(scratch / place) for name, place in homes.items()}}

    async def wait(self) -> int | None:
        """Like the local provisioner's, without its tenth of a second."""
        await self._gone(float("inf"))
        self.process = None
        return 0

    async def kill(self, restart: bool = False) -> None:
        """Until it is dead, if that is soon: the manager looks after it every tenth of a second only."""
        await super().kill(restart)
        await self._gone(0.1)

    async def _gone(self, seconds: float) -> None:
        pause, ends = 0.001, time.monotonic() + seconds
        while self.process and await self.poll() is None and time.monotonic() < ends:
            await asyncio.sleep(pause)
            pause = min(2 * pause, 0.05)

    async def cleanup(self, restart: bool = False) -> None:
        await super().cleanup(restart)
        if self.folder:
            shutil.rmtree(self.folder if not restart else self.folder / "scratch", ignore_errors=True)
        if not restart:
            self.folder = None


def _fork(wanted: dict[str, str], order: dict) -> Forked:
    zygote = Zygote.get(wanted)
    return Forked(zygote.fork(order, order["keep"]), zygote)


def _arguments(cmd: list[str]) -> list[str]:
    """What stands behind `-m ipykernel_launcher` in the kernelspec's command, without the connection file."""
    rest = cmd[cmd.index("ipykernel_launcher") + 1 :]
    at = rest.index("-f")
    return rest[:at] + rest[at + 2 :]
