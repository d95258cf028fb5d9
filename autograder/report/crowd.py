"""One large class: do the memory, the descriptors and the processes of a batch stay flat?  Not a test; `autograder bench --many 1000`."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil
from rich.console import Console

from autograder.course import Exercise
from autograder.publish.source import dumps
from autograder.report.bench import ENV, class_of, table_of


def crowd(exercise: Exercise, count: int) -> int:
    """Grade `count` submissions that all differ (a bank's answer and a line of its own) and watch what the batch holds."""
    table = table_of(f"{count} submissions of {exercise.name}", "share done", "wall s", "notebooks / min", "main process MiB", "its descriptors", "processes")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = Path(folder)
        class_of(root, [exercise], 10**6)
        models = sorted((root / "submitted").iterdir())
        for n in range(count):
            nb = nbformat.read(models[n % len(models)] / exercise.assignment / exercise.source.name, as_version=4)
            first = next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("solution"))
            first.source += f"\n# submission {n}"
            path = root / "submitted" / f"t{n:04}" / exercise.assignment / exercise.source.name
            path.parent.mkdir(parents=True)
            path.write_text(dumps(nb), encoding="utf-8")
        for model in models:
            shutil.rmtree(model)
        command = [sys.executable, "-m", "autograder.cli", "grade", "--course", folder]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=ENV)
        main, quarter = psutil.Process(process.pid), 0
        watcher = threading.Thread(target=process.wait)
        watcher.start()
        while watcher.is_alive():
            watcher.join(2)
            done = len(list((root / "autograded").glob("*/*/*.ipynb")))
            if done * 4 // count > quarter or not watcher.is_alive():
                quarter = done * 4 // count
                wall = time.perf_counter() - start
                held = _held(main)
                table.add_row(f"{done / count:.0%}", f"{wall:.0f}", f"{60 * done / wall:.0f}", *held)
    Console(width=140, highlight=False).print(table)
    return 0 if done == count else 1


def _held(main: psutil.Process) -> tuple[str, str, str]:
    try:
        return f"{main.memory_info().rss / 2**20:.0f}", str(main.num_fds()), str(1 + len(main.children(recursive=True)))
    except psutil.Error:
        return "-", "-", "-"
