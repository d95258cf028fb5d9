"""What grading costs, side by side in one run; every submission is another answer of the bank.

    bench(exercises, each=18)     ways of grading, parts of one submission, further kernels, the border of the judge

Machines differ and are noisy: the ratios are what counts.  Not a test; docs/performance.md has the
figures and says how to read them.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import psutil
from rich.console import Console
from rich.table import Table

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import ROOT, Exercise
from autograder.publish import text
from autograder.publish.edition import with_ungraded_visible_tests
from autograder.publish.source import dumps
from autograder.report import otter
from autograder.wiring import api_for, read_course

PLAIN = """c = get_config()
c.CourseDirectory.course_id = "bench"
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s).*"
c.Execute.timeout = 60
c.Execute.skip_cells_with_tag = "experiment"  # as this course does: no score depends on them
"""
BIN = Path(sys.executable).parent
ENV = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}  # nbgrader calls alembic


def bench(chosen: list[Exercise], each: int = 36) -> int:
    """Print the tables; `each` submissions of every exercise, fewer of the slow ways, whose rate does not depend on their number."""
    console = Console(width=140, highlight=False)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        console.print(_ways(chosen, each, Path(folder)))
        console.print(_parts(chosen, Path(folder) / "parts"))
    console.print(_kernels())
    console.print(_border())
    return 0


def table_of(title: str, *columns: str) -> Table:
    table = Table(columns[0], title=f"\n{title}", title_justify="left", box=None, padding=(0, 2))
    for column in columns[1:]:
        table.add_column(column, justify="right")
    return table


def _ways(chosen: list[Exercise], each: int, folder: Path) -> Table:
    table = table_of(f"grading submissions of {', '.join(e.name for e in chosen)}, wall and the machine's processor time; making the gradebook not counted",
                   "way", "notebooks", "wall s", "notebooks / min", "CPU s / notebook", "times nbgrader")
    ways = {"plain nbgrader autograde": (_nbgrader, 6), "otter run": (otter.prepare, 18), "autograder grade, 1 worker on 1 core": (_ours(1, cores=1), 1),
            "autograder grade, 1 worker": (_ours(1), 1), "autograder grade, 2 workers": (_ours(2), 1)}
    base = None
    for n, (name, (way, part)) in enumerate(ways.items()):
        root = folder / f"way{n}"
        count = class_of(root, chosen, max(1, each // part))
        print(f"{name} …", file=sys.stderr, flush=True)
        if (steps := way(root, chosen)) is None:
            table.add_row(name, "a tool is missing: `make bench` installs otter, util-linux has taskset")
            continue
        wall, cpu = _timed(steps, root)
        graded = len({*root.glob("autograded/*/*/*.ipynb"), *root.glob("otter/*/*/results.json")})
        assert graded == count, f"{name} graded {graded} of {count}"
        base = base or 60 * count / wall
        table.add_row(name, str(count), f"{wall:.1f}", f"{60 * count / wall:.1f}", f"{cpu / count:.2f}", f"{60 * count / wall / base:.1f}")
    return table


def class_of(root: Path, chosen: list[Exercise], each: int) -> int:
    """A course folder whose submissions all differ; returns their number."""
    count = 0
    for exercise in chosen:
        source = text.read(exercise)
        exercise.put_into(root)
        release = nbformat.read(exercise.release("ja"), as_version=4)
        for n, answer in enumerate(answers(exercise, source)[:each]):
            path = root / "submitted" / f"s{n:04}" / exercise.assignment / exercise.source.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dumps(with_ungraded_visible_tests(fill(release, source, answer))), encoding="utf-8")
            count += 1
    return count


def _nbgrader(root: Path, chosen: list[Exercise]) -> list[list]:
    """nbgrader as it comes: a cold kernel for each notebook."""
    (root / "nbgrader_config.py").write_text(PLAIN)
    _gradebook(root, chosen)
    return [[BIN / "nbgrader", "autograde", assignment] for assignment in sorted({e.assignment for e in chosen})]


def _gradebook(root: Path, chosen: list[Exercise]):
    """nbgrader notes the assignments' cells in a new gradebook; returns the course."""
    course = read_course(root)
    for assignment in sorted({e.assignment for e in chosen}):
        api_for(course, release_directory=str(root / "release")).generate_assignment(assignment, force=True)
    return course


def _ours(workers: int, cores: int | None = None):
    """Without a configuration of its own the folder has this course's: walls and judge.  cores: how many it may use; None: all."""
    def steps(root: Path, chosen: list[Exercise]) -> list[list] | None:
        _gradebook(root, chosen)
        command = ["env", f"AUTOGRADER_WORKERS={workers}", sys.executable, "-m", "autograder.cli", "grade", "--course", str(root)]
        if cores is None:
            return [command]
        pinned = shutil.which("taskset")
        return [[pinned, "--cpu-list", ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores])), *command]] if pinned else None

    return steps


def _busy() -> float:
    """Seconds that all processors of this machine have computed."""
    spent = psutil.cpu_times()
    return sum(spent) - spent.idle - getattr(spent, "iowait", 0.0) - getattr(spent, "guest", 0.0)


def _timed(steps: list[list], root: Path) -> tuple[float, float]:
    """Wall seconds of all the commands, and what the whole machine computed meanwhile: kernels that are killed at their end are in no account of ours."""
    before, start = _busy(), time.perf_counter()
    for step in steps:
        done = subprocess.run(step, cwd=root, capture_output=True, env=ENV, text=True)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(map(str, step))} ended with {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start, _busy() - before


def _parts(chosen: list[Exercise], root: Path) -> Table:
    """Where one submission's wall time goes, with warm kernels that have started already."""
    from autograder.grade.collect import Submission
    from autograder.grade.execute import seconds
    from autograder.grade.score import scorer
    from autograder.grade.work import Work, execute
    from autograder.judge import plan

    table = table_of("one submission (right answers; the median of three), seconds; floor: its cells' own time in one kernel, without the judge",
                   "exercise", "clean", "kernels", "cells", "score", "all", "floor", "all / floor", "most beyond the floor")
    class_of(root, chosen, 4)
    course = _gradebook(root, chosen)
    with scorer(course, root / "stage") as scores:
        for exercise in chosen:
            (assignment,) = course.chosen([exercise.assignment])
            rows = []
            for student, folder in sorted(course.students("submitted", assignment.name).items()):
                submission = Submission(student, assignment, folder)
                start = time.perf_counter()
                shutil.rmtree(scores.staged(submission), ignore_errors=True)  # of the exercise before
                submission.copy(scores.staged(submission))
                work = scores.clean(submission)[exercise.name]
                cleaned = time.perf_counter()
                ran = _read(execute(work).notebook)
                executed = time.perf_counter()
                scores.score(submission, {exercise.name: ran})
                scored = time.perf_counter()
                bare = _read(work.notebook)
                bare.metadata.pop(plan.KEY, None)
                floor = seconds(_read(execute(Work(nbformat.writes(bare).encode(), work.files, work.limits, work.step, work.where)).notebook).cells)
                rows.append((cleaned - start, executed - cleaned - seconds(ran.cells), seconds(ran.cells), scored - executed, scored - start, floor))
            medians = [statistics.median(column) for column in zip(*rows[1:], strict=True)]  # the first one waits for the imports
            table.add_row(exercise.name, *(f"{m:.2f}" for m in medians), f"{medians[4] / medians[5]:.1f}", _to_blame(*medians))
    return table


def _to_blame(clean: float, kernels: float, cells: float, score: float, whole: float, floor: float) -> str:
    """The part that takes most of what the floor does not need, and its share.

    >>> _to_blame(0.1, 0.3, 0.5, 0.1, 1.0, 0.25)
    'kernels, 40 %'
    """
    parts = {"kernels": kernels, "border": cells - floor, "nbgrader's steps": clean + score}
    name = max(parts, key=parts.get)
    return f"{name}, {100 * parts[name] / (whole - floor):.0f} %"


def _read(content: bytes):
    return nbformat.reads(content.decode(), as_version=4)


def _border() -> Table:
    """What the judge costs (cost.py)."""
    from autograder.report.cost import costs

    found = costs()
    table = table_of("the judge", "", "measured", "aim")
    table.add_row("a small call, ms", f"{found['call_ms']:.2f}", "0.3")
    table.add_row("a submission more, ms", f"{found['submission_ms']:.0f}", "100")
    table.add_row("training across the border, times as long", f"{found['training']:.2f}", "1.4")
    return table


def _kernels(count: int = 5) -> Table:
    """Seconds and memory of further warm kernels.

    A kernel's own PSS counts its part of the pages that it shares with the zygote, so it falls with each further one;
    what the machine needs more is the PSS of all together with it, less that without it.
    """
    from jupyter_client.manager import AsyncKernelManager

    from autograder.kernels import choose
    from autograder.kernels.local import PromptClient

    async def measure() -> list[tuple[float, float, float, float]]:
        rows, managers, before = [], [], 0.0
        for n in range(count + 1):
            start = time.perf_counter()
            km = AsyncKernelManager(kernel_name=choose.theirs())
            km.client_factory = PromptClient  # as grading does
            await km.start_kernel()
            kc = km.client()
            kc.start_channels()
            await kc.wait_for_ready()
            wall = time.perf_counter() - start
            if n == 0:
                _all_imported()
            process = psutil.Process(km.provisioner.pid)
            times, own = process.cpu_times(), _pss(process)
            all_of_them = sum(map(_pss, psutil.Process().children(recursive=True)))
            rows.append((wall, times.user + times.system, own, all_of_them - before))
            before = all_of_them
            managers.append((km, kc))
        for km, kc in managers:
            kc.stop_channels()
            await km.shutdown_kernel(now=True)
        return rows[1:]  # the first one waits for the imports

    table = table_of("further walled kernels, one after the other", "kernel", "ready after s", "CPU s", "its PSS MiB", "more in all MiB", "aim")
    for n, (wall, cpu, memory, more) in enumerate(asyncio.run(measure()), 2):
        table.add_row(str(n), f"{wall:.2f}", f"{cpu:.2f}", f"{memory:.0f}", f"{more:.0f}", "60")
    return table


def _pss(process: psutil.Process) -> float:
    return process.memory_full_info().pss / 2**20


def _all_imported() -> None:
    """Wait until the process that forks kernels is idle: it imports the last modules behind the first kernel."""
    spent = -1.0
    while (now := sum(sum(p.cpu_times()[:2]) for p in psutil.Process().children(recursive=True))) != spent:
        spent = now
        time.sleep(1)
