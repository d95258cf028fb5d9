"""With the judge off, tests run beside a student's code: cells that must fail show who bends them.

    planted(nb) -> a copy of the notebook with such cells in it
    lifted(nb, ran) -> (what they tell, in words); `nb` gets the outputs of its own cells

A canary cell looks like a test and cannot pass: unequal numbers, tensors that are far apart, an exception, a value
whose digits are known.  One that passes, or shows another value, was made to.  What patches it, watch.py names.
"""

from __future__ import annotations

import random

import nbformat
from nbgrader.utils import is_grade

from autograder.errors import visible
from autograder.judge import unpacked

MARK = "autograder_canary"
LONG = 20_000  # characters of an answer that are read; five lines have less
WATCH = "__import__('importlib').import_module('autograder.judge.watch')"
BEGIN = f"{WATCH}.remember(get_ipython())"
END = f"{WATCH}.told()"


def planted(nb, seed: int | None = None):
    """`nb` with canary cells before its last graded cell and at its end; numbers are drawn, so no student knows them."""
    rng = random.Random(seed) if seed is not None else random.SystemRandom()
    cells = [_cell("begin", BEGIN)]
    last = max((n for n, cell in enumerate(nb.cells) if is_grade(cell)), default=len(nb.cells) - 1)
    for n, cell in enumerate(nb.cells):
        cells += [*_canaries(rng)] if n == last else []
        cells.append(cell)
    made = nbformat.from_dict(nb)
    made.cells = [nbformat.from_dict(cell) for cell in [*cells, *_canaries(rng), _cell("end", END)]]
    return made


def _cell(kind: str, code: str):
    return nbformat.v4.new_code_cell(code, metadata={MARK: kind})


def _canaries(rng):
    """They leave no name behind: the answer to an exercise may be a global called `result`."""
    a = rng.randrange(10**6, 10**7)
    b = a + rng.randrange(1, 1000)
    yield _cell("fails", f"assert [{a}][0] == [{b}][0], 'canary'")
    yield _cell("fails", f"assert abs({a} - {b}) < 1e-6 and {b} in [{a}] and set([{a}]) == set([{b}]), 'canary'")
    yield _cell("fails", f"raise ValueError('canary {a}')")
    yield _cell("fails", f"assert __import__('numpy').allclose([{a}.0], [{b}.0], rtol=1e-12), 'canary'")
    yield _cell("fails", f"assert (lambda t: t is not None and t.allclose(t.tensor([{a}.0]), t.tensor([-{b}.0])))(__import__('sys').modules.get('torch')), 'canary'")
    yield _cell(f"value {a + b}", f"{a} + {b}")


def lifted(nb, ran) -> list[str]:
    """Give `nb` what its own cells printed; what the canaries say."""
    found = []
    own = iter(nb.cells)
    for cell in ran.cells:
        kind = cell.metadata.get(MARK)
        if kind is None:
            mine = next(own)
            if mine.cell_type == "code":
                mine.outputs, mine.execution_count = cell.outputs, cell.get("execution_count")
                mine.metadata.update({k: v for k, v in cell.metadata.items() if k == "execution"})
            continue
        errors = [out for out in cell.outputs if out.output_type == "error"]
        ended = any(out.ename in ("DeadKernelError", "CellTimeoutError") for out in errors)
        values = [out.data.get("text/plain", "") for out in cell.outputs if out.output_type == "execute_result"]
        if cell.execution_count is None or ended:
            continue  # the kernel was gone: nothing was bent
        if kind == "fails" and not errors:
            found.append("a test that must fail passed")
        elif kind.startswith("value ") and values != [kind[6:]]:
            found.append("a value is shown as another")
        elif kind == "end":
            found += said(values[0] if values else None)
    nb.metadata.update({k: v for k, v in ran.metadata.items() if k == "language_info"})
    return list(dict.fromkeys(found))


def said(text: str | None) -> list[str]:
    """The sentences of watch.told() as a kernel shows them; it may show anything."""
    try:
        lines = unpacked(text if len(text) < LONG else "")
    except (ValueError, TypeError, AttributeError, RecursionError):
        lines = None
    if type(lines) is not list or not all(type(line) is str for line in lines):
        return ["the check of hooks did not answer as it should"]
    return [visible(line[:150]) for line in lines[:5]]
