"""Run a notebook in two kernels: the student's cells in one, the graded ones in the other.

    nb = judged(client, nb, resources, plan)

`client` is nbgrader's Execute with its options.  Each kernel gets one end of a socketpair and runs
on a copy of the notebook of its own, so that nothing the student's kernel sends (late output,
updates of displays) can land in a graded cell.  What comes back: the cells with their outputs,
and in the metadata the trace of calls and remarks for the instructor.
"""

from __future__ import annotations

import asyncio
import hashlib
import math
import os
import shutil
import socket
import tempfile
from pathlib import Path

import nbformat
from nbclient.exceptions import DeadKernelError
from nbclient.util import ensure_async, run_sync
from nbgrader.utils import is_grade

from autograder.errors import visible
from autograder.judge import ENDED, NO_ANSWER, room, unpacked
from autograder.judge.canary import said
from autograder.judge.side import DEAD, GRACE, Side, error_output, within
from autograder.kernels.limits import ODD, TIMEOUT, told

TRACE, REMARKS = "autograder_trace", "autograder_remarks"
DOUBTS = "autograder_doubts"  # graded cells that asked an object of the student's for a verdict (`==`, truth), and got its identity
CLOSE = "__import__('autograder.judge.kernel').judge.kernel.close_figures()"
REPORT = "__import__('autograder.judge.kernel').judge.kernel.report()"
SPARE = 30  # seconds beside the notebook's own limit, for what is between the cells


def judged(client, nb, resources, plan: dict):
    """Execute `nb`, which has the plan `plan`; returns it, changed in place."""
    return run_sync(_Run(client, nb, resources, plan).all)()


class _Run:
    def __init__(self, client, nb, resources, plan):
        self.client, self.nb, self.resources, self.plan = client, nb, resources or {}, plan
        self.remarks, self.trace, self.doubts = [], {}, []
        self.active: dict[str, None] = {}  # names bound to the student's side, in order
        self.stale = False  # whether the student's kernel ran something since they were bound

    async def all(self):
        for cell in self.nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None  # what does not run here did not run
        folder = self.resources.get("metadata", {}).get("path") or "."
        ends, memory = socket.socketpair(), room.make()
        with tempfile.TemporaryDirectory(prefix="judge-", ignore_cleanup_errors=True) as own:
            for name in self.plan.get("files", []):
                if (Path(folder) / name).is_file():
                    (Path(own) / name).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(Path(folder) / name, Path(own) / name)
            fds = [(end.fileno(),) if memory is None else (end.fileno(), memory) for end in ends]
            sides = self.student, self.judge = Side(self.client, self.nb, folder, fds[0]), Side(self.client, self.nb, own, fds[1], REPORT)
            try:
                try:
                    started = await asyncio.gather(*(side.start() for side in sides), return_exceptions=True)
                finally:
                    for end in ends:
                        end.close()
                    if memory is not None:
                        os.close(memory)
                for problem in started:
                    if isinstance(problem, BaseException):
                        raise problem
                limit = (self.client.timeout or 3600) + GRACE  # the cell's own limit comes first, so that its end is seen as what it is
                hidden = "".join(cell.source for cell in self.nb.cells if is_grade(cell))
                secret = hashlib.sha256(hidden.encode("utf-8", "replace")).hexdigest()
                both = sorted({name for kind, _, defines, _ in self.plan["steps"] if kind != "graded" for name in defines})
                planned = {"both": both, "functions": self.plan.get("functions", []), "modules": self.plan.get("modules", [])}
                await self.judge.quiet(f"from autograder.judge import kernel as _k; _k.sit_judge(get_ipython(), {limit}, {secret!r}, {planned!r}); del _k")
                await self.student.quiet("from autograder.judge import kernel as _k; _k.sit_student(get_ipython()); del _k")
                await within(self.cells(), self.client.whole() + SPARE)  # what did not run has no outputs; the caller says why
            finally:
                await asyncio.gather(*(side.stop() for side in sides), return_exceptions=True)
        self.nb.metadata[TRACE] = nbformat.from_dict(self.trace)
        self.nb.metadata[REMARKS] = self.remarks
        self.nb.metadata[DOUBTS] = self.doubts
        return self.nb, self.resources

    async def cells(self):
        steps = self.plan["steps"]
        place = {step[1]: n for n, step in enumerate(steps) if step[1]}
        done = 0
        for index, cell in enumerate(self.nb.cells):
            if cell.cell_type != "code" or self.client.skip_cells_with_tag in cell.metadata.get("tags", []):
                continue
            n = place.get(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
            kind, empty = "plain" if n is None else steps[n][0], not cell.source.strip()
            if empty and kind != "solution":  # its names may stand in another cell
                continue
            if n is not None:
                for step in steps[done:n]:
                    if step[0] == "plain":
                        await self.given(step[3], step[2])
                done = max(done, n + 1)
            side = self.student
            if kind == "graded":
                side = self.judge
                await self.graded(index, cell)
            elif not empty:
                await self.student.cell(index)
                self.hurry(self.student, index)
                if getattr(self.student.client, "ended", "") == ODD:
                    self.remark(told(ODD))
                self.stale = True
            if kind == "solution":
                if steps[n][3]:
                    await self.given(steps[n][3], [])
                imported = defined_by(steps[n][3])
                self.stale = True  # also where the cell is empty: the names may have stood in another one all along
                self.active.update((name, None) for name in steps[n][2] if name not in imported)
            elif kind == "given":
                await self.bind(given=True)
                await self.judge.cell(index)
                await self.released(index)
                for name in steps[n][2]:
                    self.active.pop(name, None)
            ran = side.nb.cells[index]
            cell.outputs, cell.execution_count = ran.outputs, ran.get("execution_count")
            if "execution" in ran.metadata:
                cell.metadata["execution"] = ran.metadata["execution"]  # when it ran
        await self.hooks()

    async def given(self, code: str, names):
        """Code of the source that no cell of the submission holds: in the judge alone."""
        if self.judge.dead:
            return
        await self.bind()
        try:
            await self.judge.quiet(code)
        except (RuntimeError, DeadKernelError) as error:  # as in a notebook whose cell fails: the tests that need its names fail
            if NO_ANSWER in str(error):
                await self.interrupted()
        for name in names:
            self.active.pop(name, None)

    async def bind(self, given: bool = False):
        if not self.stale or not self.active or self.judge.dead:
            return
        self.stale = False
        if not self.student.dead:
            await self.watched(f"__import__('autograder.judge.kernel').judge.kernel.bind({list(self.active)!r}, {given})")

    async def watched(self, code):
        """Code in the judge that asks the student's kernel; interrupted when it takes too long."""
        try:
            await asyncio.wait_for(self.judge.quiet(code), 10)
        except asyncio.TimeoutError:
            await self.student.end()
            if not await self.judge.answers():
                await self.judge.end()
        except (RuntimeError, DeadKernelError):
            pass

    async def graded(self, index, cell):
        name = cell.metadata.nbgrader.grade_id
        await self.bind()
        if self.student.dead:
            self.judge.nb.cells[index].outputs = [error_output("DeadKernelError", self.student.why())]
            return
        await self.judge.cell(index)
        await self.released(index)
        ran = self.judge.nb.cells[index]
        if not await ensure_async(self.student.client.km.is_alive()):
            self.student.dead = True
        within_points(ran, float(cell.metadata.nbgrader.get("points", 0)))
        passed = not self.judge.dead and await self.report(name)
        if not passed and not any(out.output_type == "error" for out in ran.outputs):  # points for no output are for a cell that ran to its end
            ran.outputs.append(error_output("DeadKernelError", DEAD))

    def hurry(self, side: Side, index: int) -> bool:
        """Whether a cell used up its time: then the others get less, or one endless loop takes the time of all."""
        late = any(out.get("ename") == TIMEOUT for out in side.nb.cells[index].outputs)
        if late:
            self.student.client.hurried = self.judge.client.hurried = True
        return late

    async def released(self, index: int) -> None:
        """A cell of the judge that ran out of time leaves its call running in the student's kernel: end it there, too."""
        if self.hurry(self.judge, index):
            await self.interrupted()

    async def interrupted(self) -> None:
        """End the call that still runs in the student's kernel, or the kernel."""
        if self.student.dead:
            return
        await ensure_async(self.student.client.km.interrupt_kernel())
        if not await self.student.answers():
            await self.student.end()

    async def report(self, name) -> bool:
        """Read what the judge noted of the cell; whether it ran to its end."""
        try:
            text = self.judge.told or await asyncio.wait_for(self.judge.quiet("None", REPORT), 10)  # a cell that failed brings nothing along
            said = unpacked(text)
        except (asyncio.TimeoutError, RuntimeError, DeadKernelError, ValueError, AttributeError, TypeError):
            return False
        self.trace[name] = said["trace"]
        self.doubts += [name] if said["doubts"] else []
        if said["broken"] == ENDED and not self.student.dead and await self.student.outlives():
            self.remark(f"{name}: the student's code closed the border")
        for remark in said["remarks"]:
            self.remark(f"{name}: {remark}" if not any(r.endswith(remark) for r in self.remarks) else "")
        return said["passed"] is True

    async def hooks(self):
        """What the student's kernel says of hooks and patches, if it still says anything."""
        if self.student.dead:
            return
        try:  # figures first, which IPython would draw
            text = await asyncio.wait_for(self.student.quiet(CLOSE, "__import__('autograder.judge.watch').judge.watch.told()"), GRACE)
        except Exception:  # busy or broken, as an honest program may be, or an answer that is none
            return
        for line in said(text):
            self.remark(line)

    def remark(self, text):
        text = visible(text)
        if text and text not in self.remarks and len(self.remarks) < 30:
            self.remarks.append(text[:300])


def within_points(ran, points: float) -> None:
    """A value of a cell is partial credit only if it is a number between 0 and the points."""
    for out in ran.outputs:
        if out.output_type != "execute_result":
            continue
        try:
            score = float(out.data.get("text/plain", ""))
        except (ValueError, TypeError):
            continue
        if not 0 <= score <= points:
            score = 0.0 if math.isnan(score) else min(max(score, 0.0), points)
            out.data = nbformat.from_dict({"text/plain": str(score)})


def defined_by(imports: str) -> set[str]:
    """The names that import statements bind."""
    from autograder.judge.plan import defined

    return set(defined(imports)[0])
