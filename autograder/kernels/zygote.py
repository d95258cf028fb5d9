"""The zygote: a process that has imported everything once and forks a ready kernel on request.

It has one thread, never runs a line of a notebook, and ends when the process that started it does:
its control socket then says so, and its children die with it.  This file is its whole program
(`python -m autograder.kernels.zygote FD`); the side that asks is warm.py.

One request is one message: JSON, and the descriptors that the kernel shall have.  The answer is a
descriptor of the new process (pidfd), by which it is signalled and watched: a number can be taken by
another process and means another one in another namespace, a descriptor does not.
"""

from __future__ import annotations

import gc
import itertools
import json
import os
import select
import signal
import socket
import sys

from autograder.kernels import linux, preloaded

MESSAGE = 1 << 20  # bytes
KERNEL = (  # what a kernel imports while it starts, and for a traceback
    "ipykernel.kernelapp", "ipykernel.ipkernel", "ipykernel.debugger", "IPython.core.completerlib", "IPython.core.oinspect",
    "IPython.extensions.storemagic", "IPython.utils.wildcard", "tornado.platform.asyncio", "tornado.queues", "faulthandler", "pdb", "IPython.core.debugger",
    "stack_data", "pygments.lexers.python", "pygments.formatters.html", "pygments.formatters.terminal256", "pygments.styles.default",
    "encodings.idna", "encodings.latin_1", "encodings.ascii", "landlockpy", "autograder.kernels.child",
)
AHEAD = (  # what notebooks use, and the judge: out of sight until it is imported (preloaded.py)
    "numpy", "torch", "torch.nn.functional", "torch.func", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "tqdm.auto", "pydoc_data.topics", "unittest.mock",
    "http.server", "autograder.judge.kernel", "autograder.judge.figures", "autograder.judge.drawings",
)
LATER = (  # what is worth having, but not worth waiting for; the torch modules are those that PyTorch imports when they are first needed
    "seaborn", "torch.utils._device", "torch.fx.experimental.symbolic_shapes", "scipy.stats", "scipy.spatial.distance", "tokenizers", "IPython.core.logger",
    "PIL.PngImagePlugin", "PIL.BmpImagePlugin", "PIL.GifImagePlugin", "PIL.JpegImagePlugin", "PIL.PpmImagePlugin", "torch._dynamo",
)


ROOTS = ("numpy", "torch", "matplotlib", "matplotlib.pyplot", "matplotlib_inline", "numpy.random", "seaborn", "tqdm.auto")  # what most notebooks and kernels import


def preload(name: str) -> None:
    """Import what kernels will need; what this machine lacks is left out."""
    try:
        __import__(name)
    except ImportError:
        pass


def settle() -> None:
    """Make what was imported ready to be shared."""
    if "matplotlib" in sys.modules:
        from matplotlib import font_manager

        font_manager.findfont("DejaVu Sans")  # reads the font list now, not behind the walls
    if "torch" in sys.modules:
        import torch

        torch.set_num_threads(1)  # a pool of threads does not survive a fork
    from autograder.kernels.child import prepared, rehearse

    prepared()
    rehearse()
    gc.collect()
    gc.freeze()  # what stands here is not walked (and so not copied) by a kernel's collector


def serve(control: socket.socket, own: int | None, visible: set[str]) -> None:
    """Fork a kernel for each request until the other side is gone; import the rest while nobody asks."""
    later = list(LATER)
    for number in itertools.count():
        while later and not select.select([control], [], [], 0)[0]:
            preloaded.show_all()
            with preloaded.noted():
                preload(later.pop(0))
            preloaded.hide(visible, ROOTS)
            gc.freeze()
        try:
            request, fds, _, _ = socket.recv_fds(control, MESSAGE, 16)
        except OSError:
            return
        if not request:
            return
        pid = _fork(own)
        if pid == 0:
            try:
                _inherit(json.loads(request)["keep"], fds)
                from autograder.kernels.child import main

                main(request, number)
            finally:
                os._exit(1)
        for fd in fds:
            os.close(fd)
        try:
            pidfd = os.pidfd_open(pid)
            socket.send_fds(control, [b"{}"], [pidfd])
            os.close(pidfd)
        except OSError as error:  # died at once, or the other side is gone
            control.send(json.dumps({"error": str(error)}).encode())


def inside() -> int | None:
    """Go on in a child that is the first process of a namespace without network; its end is the end of all that it forks.

    Returns a descriptor of that process namespace, or None where the machine has no namespaces; then
    this very process goes on.
    """
    try:
        linux.into_own_user(linux.NEWNET | linux.NEWIPC | linux.NEWPID)
    except OSError:
        return None
    child = os.fork()
    if child:
        os.closerange(3, 65536)
        os.waitpid(child, 0)
        os._exit(0)
    linux.prctl(linux.PDEATHSIG, signal.SIGKILL)
    return os.open("/proc/thread-self/ns/pid_for_children", os.O_RDONLY | os.O_CLOEXEC)


def _fork(own: int | None) -> int:
    """A fork whose child is the first process of a namespace of its own, where the machine allows it."""
    if own is not None:
        linux.setns(own, linux.NEWPID)  # back from the last kernel's, which is gone or will be
        linux.unshare(linux.NEWPID)
    return os.fork()


def _inherit(numbers: list[int], fds: list[int]) -> None:
    """In the child: keep stdin, stdout, stderr and the given descriptors (under the given numbers) and nothing else."""
    high = [os.dup(fd) for fd in fds]
    while high and min(high) <= max(numbers, default=0):  # out of the way of the numbers they shall have
        high = [os.dup(fd) for fd in high]
    for fd, number in zip(high, numbers):
        os.dup2(fd, number, inheritable=True)
    start = 3
    for number in sorted(numbers):
        os.closerange(start, number)
        start = number + 1
    os.closerange(start, 65536)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    for name in KERNEL:
        preload(name)
    visible = set(sys.modules)
    with preloaded.noted():
        for name in AHEAD:
            preload(name)
    settle()
    preloaded.hide(visible, ROOTS)
    own = inside()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a kernel here: its descriptor tells
    serve(control, own, visible)
    os._exit(0)  # what modules do at the end of a process is no business of one in which they are out of sight


if __name__ == "__main__":
    main()
