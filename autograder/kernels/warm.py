"""The side that asks the zygote for kernels: one zygote for each process that runs notebooks and each environment."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import weakref

from autograder.kernels.zygote import MESSAGE

# Decides how Python itself behaves, so that a kernel cannot change it after the fork: a zygote for each setting.
AT_START = ("PYTHONHASHSEED", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PYTHONPATH", "LANG", "LC_ALL", "TZ", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
STEADY = {
    "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "LANG": "C.UTF-8", "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    # glibc: memory of a large tensor that is gone serves the next one, instead of going back to the system page by page in each step of a training
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
}


class Zygote:
    """A running zygote.  `fork` is safe from several threads."""

    _running: dict[tuple, "Zygote"] = {}
    _lock = threading.Lock()

    def __init__(self, environment: dict[str, str]):
        ours, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for end in (ours, its):
            for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
                end.setsockopt(socket.SOL_SOCKET, option, MESSAGE)
        with its:
            self.process = subprocess.Popen([sys.executable, "-m", "autograder.kernels.zygote", str(its.fileno())], pass_fds=[its.fileno()],
                                            stdin=subprocess.DEVNULL, env=environment, start_new_session=True, cwd="/")
        self.control = ours
        self.busy = threading.Lock()
        weakref.finalize(self, _end, ours, self.process)

    @classmethod
    def get(cls, wanted: dict[str, str]) -> "Zygote":
        """The zygote for an environment; a dead one is replaced."""
        environment = {**STEADY, **{name: wanted[name] for name in AT_START if name in wanted}}
        environment["PATH"] = wanted.get("PATH", os.defpath)
        key = (os.getpid(), *sorted(environment.items()))
        with cls._lock:
            if key not in cls._running or not cls._running[key].alive():
                cls._running[key] = cls(environment)
            return cls._running[key]

    def alive(self) -> bool:
        return self.process.poll() is None

    def fork(self, order: dict, fds: list[int]) -> int:
        """A new kernel for `order`, as a descriptor of its process.  Raises ConnectionError if the zygote is gone."""
        message = json.dumps(order).encode()
        if len(message) > MESSAGE // 2:
            raise OSError(f"the environment of this kernel is too large ({len(message)} bytes)")
        with self.busy:
            try:
                socket.send_fds(self.control, [message], fds)
                reply, received, _, _ = socket.recv_fds(self.control, 4096, 1)
                if not reply:
                    raise ConnectionResetError("the process that forks kernels is gone")
            except ConnectionError:
                self.process.kill()  # its socket closes before the process counts as dead
                self.process.wait()
                raise
        answer = json.loads(reply)
        if "error" in answer:
            raise OSError(answer["error"])
        return received[0]


def _end(control: socket.socket, process: subprocess.Popen) -> None:
    control.close()  # the zygote ends when it reads this
    try:
        process.wait(1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
