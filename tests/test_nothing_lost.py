"""Runs of the command that are disturbed: nothing that was graded is lost, and nothing is left behind."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from conftest import WHOLE, hand_in, scores, seed

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import ROOT, Exercise
from autograder.publish import text


@pytest.fixture
def busy(built):
    """A course with one submission that takes long; returns its folder."""
    source = text.read(built)
    nb = fill(nbformat.read(built.release("ja"), as_version=4), source, answers(built, source)[0])
    nb.cells[1].source += "\nimport time\ntime.sleep(50)"
    hand_in(built, "ann", nb)
    return built.root


@pytest.fixture
def one(built):
    """A course with one submission."""
    source = text.read(built)
    hand_in(built, "eve", fill(nbformat.read(built.release("ja"), as_version=4), source, answers(built, source)[0]))
    return built


@pytest.fixture
def three(built):
    """A course with three submissions of a second each."""
    source = text.read(built)
    for n, student in enumerate(("ann", "bob", "eve")):
        nb = fill(nbformat.read(built.release("ja"), as_version=4), source, answers(built, source)[0])
        nb.cells[1].source += f"\nimport time\ntime.sleep(1 + {n} / 100)"
        hand_in(built, student, nb)
    return built


@pytest.fixture(autouse=True)
def temporary(monkeypatch):
    """A temporary folder for the commands that a test starts; its path is short, because sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="ag", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        yield Path(folder)


def start(root, *arguments) -> subprocess.Popen:
    """`autograder grade` as a person starts it."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "AUTOGRADER_WORKERS": "1"}
    command = [sys.executable, "-m", "autograder.cli", "grade", "--course", str(root), *arguments]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until(condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def test_ctrl_c_and_a_second_batch(busy, temporary):
    first = start(busy)
    children = []

    def works():
        children[:] = psutil.Process(first.pid).children(recursive=True)
        return first.poll() is None and any("spawn_main" in " ".join(c.cmdline()) for c in children if c.is_running() and c.status() != "zombie")

    until(works)
    second = start(busy)
    _, said = second.communicate(timeout=180)
    assert second.returncode == 2 and "being graded by another" in said and said.count("\n") == 1
    began = time.monotonic()
    os.killpg(first.pid, signal.SIGINT)  # a terminal sends it to every process of the group
    out, said = first.communicate(timeout=60)
    assert time.monotonic() - began < 3
    assert first.returncode == 130 and said == "Interrupted; the same command goes on where it was.\n"
    assert "Students' code runs" in out
    until(lambda: not any(c.is_running() and c.status() != "zombie" for c in children), 5)
    assert not list(temporary.glob("autograder-*/p*/w*"))


def test_a_full_and_a_read_only_disk(one, tmp_path_factory):
    """The course lies on a disk of its own, which fills up, and which then nobody may write to; nothing of it is lost."""
    place = tmp_path_factory.mktemp("disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("nobody but root may mount a small disk; a full and a read-only one were not tried")
    try:
        shutil.copytree(one.root, place / "course")
        course = Exercise(one.assignment, one.name, place / "course")
        try:
            (place / "filler").write_bytes(b"x" * (16 << 20))
        except OSError:
            pass  # full
        for word, mode in (("full", "ro"), ("read-only", "rw")):
            process = start(course.root)
            _, said = process.communicate(timeout=240)
            assert process.returncode == 2 and word in said.lower() and "Traceback" not in said and said.strip().count("\n") == 0, said
            if mode == "ro":
                (place / "filler").unlink()
            subprocess.run(["mount", "-o", f"remount,{mode}", str(place)], check=True)
        last = start(course.root)
        last.communicate(timeout=240)
        assert last.returncode == 0 and scores(course, "eve") == {"t-sum": 2, "t-zero": 1}
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def kind_of(process: psutil.Process) -> str:
    """Which part of a batch a process is; "" for others, and for one that is gone."""
    try:
        said = [" ".join(p.cmdline()) for p in (process, *process.parents())]
    except psutil.Error:
        return ""
    zygotes = sum("autograder.kernels.zygote" in line for line in said)  # outside the walls, inside them, and its forks
    if zygotes:
        return ("", "zygote", "zygote", "kernel")[min(zygotes, 3)]
    return "worker" if "spawn_main" in said[0] or "dask worker" in said[0].lower() else ""  # dask renames it


class Watch:
    """A running command, and every process that it started."""

    def __init__(self, root: Path):
        self.process, self.seen = start(root), set()

    def look(self) -> dict[str, list[psutil.Process]]:
        """{kind: processes} that live now."""
        found = {"main": [psutil.Process(self.process.pid)] if self.process.poll() is None else []}
        try:
            children = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.Error:
            children = []
        self.seen.update(children)
        for child in children:
            found.setdefault(kind_of(child), []).append(child)
        return found

    def kill(self, kind: str, delay: float) -> bool:
        """kill -9 one of a kind, `delay` seconds after the first one of it was seen; whether there was one."""
        first = None
        while self.process.poll() is None:
            found = self.look().get(kind, [])
            first = first or (found and time.monotonic())
            if found and time.monotonic() - first >= delay:
                found[-1].kill()
                return True
            time.sleep(0.05)
        return False

    def end(self) -> int:
        while self.process.poll() is None:
            self.look()
            time.sleep(0.1)
        self.said = "".join(self.process.communicate())
        return self.process.returncode


def test_kill_9_at_any_point(three, temporary):
    """Two points drawn by the seed; AUTOGRADER_KILLS=30 tries 30, and each kind of process dies as often as the others."""
    rng = seed()
    kinds = rng.sample(("main", "worker", "zygote", "kernel"), 4)
    for n in range(int(os.environ.get("AUTOGRADER_KILLS") or (12 if WHOLE else 2))):
        kind, delay = kinds[n % 4], rng.uniform(0, 2)
        course = Exercise(three.assignment, three.name, temporary / f"c{n}")
        shutil.copytree(three.root, course.root)
        first = Watch(course.root)
        what = f"point {n}: {kind} after {delay:.2f} s"
        assert first.kill(kind, delay), f"{what}: there was none"
        status = first.end()
        assert status == (-signal.SIGKILL if kind == "main" else 0), f"{what}: {status}\n{first.said}"
        last = Watch(course.root)
        assert last.end() == 0, f"{what}\n{last.said}"
        assert {s: scores(course, s) for s in ("ann", "bob", "eve")} == dict.fromkeys(("ann", "bob", "eve"), {"t-sum": 2, "t-zero": 1}), what
        started = first.seen | last.seen
        until(lambda started=started: not any(p.is_running() and p.status() != "zombie" for p in started), 10)
        assert not list(temporary.glob("autograder-*/p*/*")) and not (course.root / ".cache" / "stage").exists(), what


def test_a_locked_gradebook(one):
    """Another program writes to it all the time: one sentence, and the same command goes on."""
    with sqlite3.connect(one.root / "gradebook.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        process = start(one.root)
        _, said = process.communicate(timeout=240)
        other.execute("ROLLBACK")
    other.close()
    assert process.returncode == 2 and "locked" in said and "Traceback" not in said and said.strip().count("\n") == 0, said
    last = start(one.root)
    last.communicate(timeout=240)
    assert last.returncode == 0 and scores(one, "eve") == {"t-sum": 2, "t-zero": 1}
