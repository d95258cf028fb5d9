"""What a forked kernel does between its fork and its first cell; it runs in the zygote's child.

Order matters: what needs rights (own namespaces, copying files) comes before the walls, the walls
come before the first thread, the refusal of new sockets after ipykernel has bound its own.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
import warnings
from pathlib import Path

import zmq
from ipykernel.iostream import IOPubThread
from ipykernel.kernelapp import IPKernelApp
from IPython.core.ultratb import AutoFormattedTB
from traitlets.config import Config

from autograder.kernels import linux, preloaded, shell, walls

QUIET = Config({
    "HistoryManager": {"enabled": False},  # no database of what was typed
    "InteractiveShellApp": {"exec_PYTHONSTARTUP": False},
    "IPKernelApp": {"log_level": 40, "kernel_class": shell.CellKernel, "outstream_class": f"{shell.__name__}.Stream"},
    "IPythonKernel": {"_execute_sleep": 0},  # for clients that read one socket and not the other
})


class Kernel(IPKernelApp):
    """ipykernel's application without what a kernel with one short life does not need."""

    def init_shell(self) -> None:
        super().init_shell()
        for change in (shell.hasten, shell.shorten, shell.outlive):
            change(self.shell)

    def init_connection_file(self) -> None:
        """It was read before the walls were raised."""

    def write_connection_file(self, **kwargs) -> None:
        """The other side wrote it."""

    def log_connection_info(self) -> None:
        """Nobody reads it."""

    def init_crash_handler(self) -> None:
        """A crash is the other side's to report."""

    def init_iopub(self, context) -> None:
        """ipykernel's, without the TCP port through which forked children would print."""
        self.iopub_socket = context.socket(zmq.XPUB)
        self.iopub_socket.linger = 1000
        self.iopub_port = self._bind_socket(self.iopub_socket, self.iopub_port)
        self.configure_tornado_logger()
        self.iopub_thread = IOPubThread(self.iopub_socket, session=self.session)
        self.iopub_thread.start()
        self.iopub_socket = self.iopub_thread.background_socket

    def init_gui_pylab(self) -> None:
        """The inline backend, as %matplotlib inline would do it: it was imported before there was a shell."""
        if preloaded.module("matplotlib"):
            from IPython.core.pylabtools import activate_matplotlib
            from matplotlib_inline.backend_inline import configure_inline_support

            activate_matplotlib(os.environ["MPLBACKEND"])
            configure_inline_support(self.shell, os.environ["MPLBACKEND"])
        super().init_gui_pylab()


def prepared() -> Kernel:
    """The application, made before the fork: what it consists of is shared then."""
    return Kernel.instance(config=QUIET)


def rehearse() -> None:
    """Write one traceback, to nobody: what its writers read and compile when they are first used is shared then."""
    try:
        raise AssertionError
    except AssertionError:
        AutoFormattedTB(mode="Context", theme_name="linux").structured_traceback(*sys.exc_info())


def become(order: dict) -> None:
    """Turn this process into the kernel that `order` asks for; returns when the kernel ends."""
    warnings.filterwarnings("ignore", message="IPython (dir|parent)")  # it asks with another user's number, and finds another folder
    linux.prctl(linux.PDEATHSIG, signal.SIGKILL)  # the kernel dies with the zygote, and the zygote with whoever asked
    os.setsid()
    os.environ.clear()
    os.environ.update(order["env"])
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    tempfile.tempdir = None  # something that the zygote imported has asked for it already
    _fresh_random_states()
    sys.argv = ["ipykernel_launcher.py", "-f", "kernel.json"]  # what programs for the command line meet in a notebook
    app = prepared()
    app.connection_file = order["connection_file"]
    app.load_connection_file()  # the last look at a file outside the walls
    counted = True
    if order["walls"]:
        counted = _wall_in(Path(order["folder"]), order)
    elif order["cwd"]:
        os.chdir(order["cwd"])
    said = os.dup(2)
    if order["walls"]:
        _mute()
    try:
        with shell.few_modules(order["walls"]):
            app.initialize(order["argv"])
        preloaded.hide_again()  # what the start has looked at
        if order["walls"]:
            walls.close(counted)
    except BaseException as error:
        os.write(said, f"kernel: {type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os.close(said)
    app.start()


def _mute() -> None:
    """What a student's code writes to the terminal's own descriptors (`sys.__stdout__`, a library in C, a traceback of zmq) would
    reach the terminal of whoever grades, escape sequences and all; what it prints goes through the kernel's sockets."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nowhere, fd)
    os.close(nowhere)


def _wall_in(folder: Path, order: dict) -> bool:
    scratch = folder / "scratch"
    scratch.mkdir()
    bring = Path(order["cwd"]) if order["cwd"] else None
    counted = walls.enter(scratch, folder, walls.Limits(**order["limits"]), order["number"], bring)
    for name in ("HOME", "TMPDIR", "IPYTHONDIR"):
        os.makedirs(os.environ[name], exist_ok=True)
        os.chmod(os.environ[name], 0o777)  # `os.access` asks for the user that processes count as
    return counted


def _fresh_random_states() -> None:
    """As in a new process; `random` draws a new state by itself after a fork."""
    import numpy as np

    np.random.seed()
    if torch := preloaded.module("torch"):
        torch.default_generator.seed()  # torch.seed asks for each kind of device, and by that imports all of PyTorch again


def main(order: bytes, number: int) -> None:
    """The child's whole life; what goes wrong before the first cell goes to stderr and ends it.  number: how many kernels came before."""
    try:
        become({**json.loads(order), "number": number})
    except BaseException as error:
        print(f"kernel: {type(error).__name__}: {error}", file=sys.__stderr__, flush=True)
        os._exit(1)
    os._exit(0)
