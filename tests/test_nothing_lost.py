"""Runs of the command that are disturbed: nothing that was graded is lost, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import time

import nbformat
import psutil
import pytest
from conftest import hand_in

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import ROOT
from autograder.publish import text


@pytest.fixture
def busy(built):
    """A course with one submission that takes long; returns its folder."""
    source = text.read(built)
    nb = fill(nbformat.read(built.release("ja"), as_version=4), source, answers(built, source)[0])
    nb.cells[1].source += "\nimport time\ntime.sleep(50)"
    hand_in(built, "ann", nb)
    return built.root


def start(root, *arguments) -> subprocess.Popen:
    """`autograder grade` with a temporary folder of its own, as a person starts it."""
    temporary = root / "tmp"
    temporary.mkdir(exist_ok=True)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "AUTOGRADER_WORKERS": "1"}
    command = [sys.executable, "-m", "autograder.cli", "grade", "--course", str(root), *arguments]
    return subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def until(condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.1)


def test_ctrl_c_and_a_second_batch(busy):
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
    assert not list((busy / "tmp").glob("autograder-*/p*/w*"))
