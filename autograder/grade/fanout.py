"""Where work is done: on the processes of a dask cluster, on this machine or any other.

Not more than a few notebooks a worker are under way, so that a class of any size takes
the same memory.  A worker that dies is started again; its notebook gets a second try, alone, and
after a second death a reason, while the rest goes on.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import dask
import psutil

from autograder.course import workers
from autograder.errors import InputError
from autograder.grade.ending import kill_children
from autograder.grade.work import Result, Work, execute
from autograder.kernels import folders

KILLED = "the process that ran this notebook was killed twice (out of memory?)"
AHEAD = 3  # notebooks under way per worker: one runs, the others wait where they are needed
CONNECT_S = 15
ALONE_S = 120  # without any worker until a batch gives up: dask starts a dead one again, but not one that could not start

QUIET = {
    "distributed.scheduler.allowed-failures": 0,  # `run_all` does the second try
    "distributed.scheduler.worker-saturation": 1.0,  # a worker holds what it runs and no more: its death names the culprit
    "distributed.deploy.lost-worker-timeout": "1 day",  # else a worker that takes 15 s to start again, on a busy machine, is given up
    "distributed.worker.daemon": False,  # it starts processes of its own
    "distributed.worker.profile.enabled": False,
    "distributed.worker.preload": ["import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"],
    "distributed.logging": {"distributed": "critical", "bokeh": "critical", "tornado": "critical", "asyncio": "critical"},
}


@contextmanager
def cluster(scheduler: str | None = None) -> Iterator:
    """A dask client: of `scheduler`, or of workers on this machine, which keep their files in one temporary folder."""
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
    place = folders.new("w")  # a short name: sockets lie in it

    def start():
        local = LocalCluster(n_workers=count, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0",  # None would try 8787 first and warn
                             host="127.0.0.1", memory_limit=0,
                             local_directory=str(place), silence_logs=logging.CRITICAL + 1, env={"TMPDIR": str(place)})
        return local, Client(local, set_as_default=False)

    count = workers()
    strangers = {child.pid for child in psutil.Process().children(recursive=True)}
    try:
        with dask.config.set(QUIET):
            local, client = _again(lambda: _deaf_to_interrupts(start), strangers)
            patience = 1
            try:
                yield client
                patience = 5
            except KeyboardInterrupt:
                kill_children(strangers)  # nobody waits for notebooks whose results nobody wants
                raise
            finally:
                for part in (client, local):
                    try:
                        part.close(timeout=patience)
                    except TimeoutError:  # on a busy machine a farewell takes longer than all the work: the work is done
                        kill_children(strangers | _trackers())
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _trackers() -> set[int]:
    """Python's own processes that clear up after others."""
    found = set()
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it has ended
            found |= {child.pid} if "resource_tracker" in " ".join(child.cmdline()) else set()
    return found


def _again(start, strangers: set[int]):
    """What `start` returns, with two more tries where a worker is killed while it starts."""
    for attempt in range(3):
        try:
            return start()
        except RuntimeError as error:  # dask's word for it
            kill_children(strangers)
            reason = error
    raise InputError("workers", f"they do not start on this machine ({reason}); the same command goes on where it was")


def _deaf_to_interrupts(start):
    """What `start` returns.  Threads and processes started in it never see Ctrl-C: the main thread does, and stops them."""
    with_mask = ThreadPoolExecutor(1, initializer=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]))
    try:
        return with_mask.submit(start).result()
    finally:
        with_mask.shutdown(wait=False)


@contextmanager
def _not_for_ever(client) -> Iterator[set]:
    """A set for futures; those in it are cancelled when there is no worker left for ALONE_S that could run them."""
    futures, over = set(), threading.Event()

    def look():
        since = time.monotonic()
        while not over.wait(min(5, ALONE_S / 4)):
            if client.nthreads():
                since = time.monotonic()
            elif time.monotonic() - since > ALONE_S:
                client.cancel(list(futures))

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield futures
    finally:
        over.set()
        watcher.join()


def _result(future):
    """What a future holds; an InputError where nobody is left to compute it."""
    try:
        return future.result()
    except BaseException:
        if future.cancelled():
            raise InputError("workers", "all of them are gone and none starts again; the same command goes on where it was") from None
        raise


def run_all(client, works: Iterable[tuple[object, Work]]) -> Iterator[tuple[object, Result]]:
    """Run (name, work) pairs; yields (name, result) as they end.  Works with one key run once.

    A pair (None, None) is handed through.  What was running when a worker died may be the
    cause or a bystander: it runs again when all else is done, alone, and then it is known.
    """
    with _not_for_ever(client) as under_way:
        yield from _run_all(client, works, under_way)


def _run_all(client, works, under_way: set) -> Iterator[tuple[object, Result]]:
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
                future = client.submit(execute, work, key=f"{key}-{os.getpid()}")
                under_way.add(future)
                futures.add(future)
        if not waiting:
            break
        future = next(futures)
        under_way.discard(future)
        key = future.key.rpartition("-")[0]
        work, names = waiting.pop(key)
        try:
            result = _result(future)
        except InputError:
            raise
        except KilledWorker:
            suspects[key] = work, names
            continue
        except Exception as error:  # the cluster's trouble, e.g. a worker with another version of this package
            result = Result(None, f"{type(error).__name__}: {error}"[:300])
        for name in names:
            yield name, result
    for key, (work, names) in suspects.items():
        _until_a_worker_answers(client, key, under_way)
        try:
            future = client.submit(execute, work, key=f"{key}-{os.getpid()}-alone")
            under_way.add(future)
            result = _result(future)
        except KilledWorker:
            result = Result(None, KILLED)
        for name in names:
            yield name, result


def _until_a_worker_answers(client, name: str, under_way: set) -> None:
    """What runs next must not be blamed for the end of a worker that was dying already."""
    from distributed.scheduler import KilledWorker

    for attempt in range(5):
        try:
            future = client.submit(os.getpid, key=f"alive-{name}-{os.getpid()}-{attempt}")
            under_way.add(future)
            _result(future)
            return
        except KilledWorker:
            continue
