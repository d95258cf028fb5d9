"""Where work is done: on the processes of a dask cluster, on this machine or any other.

Not more than a few notebooks a worker are under way, so that a class of any size takes
the same memory.  A worker that dies is started again; its notebook gets a second try, alone, and
after a second death a reason, while the rest goes on.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import dask
import psutil

from autograder.course import workers
from autograder.errors import InputError
from autograder.grade.work import Result, Work, execute

KILLED = "the process that ran this notebook was killed twice (out of memory?)"
AHEAD = 3  # notebooks under way per worker: one runs, the others wait where they are needed
CONNECT_S = 15

QUIET = {
    "distributed.scheduler.allowed-failures": 0,  # `run_all` does the second try
    "distributed.scheduler.worker-saturation": 1.0,  # a worker holds what it runs and no more: its death names the culprit
    "distributed.worker.daemon": False,  # it starts processes of its own
    "distributed.worker.profile.enabled": False,
    "distributed.worker.preload": ["import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"],
    "distributed.logging": {"distributed": "critical", "bokeh": "critical", "tornado": "critical", "asyncio": "critical"},
}


@contextmanager
def cluster(scheduler: str | None = None, folder: Path | None = None) -> Iterator:
    """A dask client: of `scheduler`, or of workers on this machine that keep their files in `folder`."""
    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)
    if scheduler:
        try:
            client = Client(scheduler, timeout=CONNECT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(scheduler, f"there is no dask scheduler ({type(error).__name__})") from None
        try:
            yield client
        finally:
            client.close(timeout=1)
        return
    count = workers()
    strangers = {child.pid for child in psutil.Process().children(recursive=True)}
    with scratch(folder) as place, dask.config.set(QUIET):
        with _deaf_to_interrupts():
            local = LocalCluster(n_workers=count, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", memory_limit=0,
                                 local_directory=str(place), silence_logs=logging.CRITICAL + 1, env={"TMPDIR": str(place)})
            client = Client(local, set_as_default=False)
        try:
            yield client
        except KeyboardInterrupt:
            _kill_children(strangers)  # nobody waits for notebooks whose results nobody wants
            raise
        except BaseException:
            client.close(timeout=1)
            local.close(timeout=1)
            raise
        client.close(timeout=5)
        local.close(timeout=5)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Threads and processes started here never see Ctrl-C: it is this process's main thread that stops the rest."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def scratch(folder: Path | None) -> Iterator[Path]:
    """The one temporary folder of a run.  A name made of the course's: what a killed run left is gone with the next."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="ag-", ignore_cleanup_errors=True) as place:
            yield Path(place)
        return
    place = Path(tempfile.gettempdir()) / f"ag-{os.getuid()}-{sha256(os.fsencode(folder)).hexdigest()[:8]}"  # short: sockets lie in it
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _kill_children(strangers: set[int]) -> None:
    for child in psutil.Process().children(recursive=True):
        if child.pid in strangers:
            continue
        try:
            child.kill()
        except psutil.NoSuchProcess:
            pass


def run_all(client, works: Iterable[tuple[object, Work]]) -> Iterator[tuple[object, Result]]:
    """Run (name, work) pairs; yields (name, result) as they end.  Works with one key run once.

    A pair (None, None) is handed through.  What was running when a worker died may be the
    cause or a bystander: it runs again when all else is done, alone, and then it is known.
    """
    from distributed import as_completed
    from distributed.scheduler import KilledWorker

    waiting: dict[str, tuple[Work, list]] = {}  # key -> work and names
    suspects: dict[str, tuple[Work, list]] = {}
    futures = as_completed([], loop=client.loop)
    works = iter(works)
    more = True
    while True:
        while more and len(waiting) < AHEAD * max(1, len(client.nthreads())):
            try:
                name, work = next(works)
            except StopIteration:
                more = False
                break
            if work is None:  # nothing to run just now: let the caller see to what it has
                yield None, None
                continue
            key = work.key
            if key in waiting or key in suspects:
                (waiting.get(key) or suspects[key])[1].append(name)
            else:
                waiting[key] = work, [name]
                futures.add(client.submit(execute, work, key=f"{key}-{os.getpid()}"))
        if not waiting:
            break
        future = next(futures)
        key = future.key.rpartition("-")[0]
        work, names = waiting.pop(key)
        try:
            result = future.result()
        except KilledWorker:
            suspects[key] = work, names
            continue
        except Exception as error:  # the cluster's trouble, e.g. a worker with another version of this package
            result = Result(None, f"{type(error).__name__}: {error}"[:300])
        for name in names:
            yield name, result
    for key, (work, names) in suspects.items():
        result = Result(None, KILLED)
        for attempt in (1, 2):  # the first may still meet the end of a worker that is not its doing
            client.wait_for_workers(1)
            try:
                result = client.submit(execute, work, key=f"{key}-{os.getpid()}-alone-{attempt}").result()
                break
            except KilledWorker:
                continue
        for name in names:
            yield name, result
