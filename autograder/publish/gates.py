"""The release gates: what must never reach a student, and what every student must get.

Each gate takes notebooks and yields one sentence per offence, naming the cell.
A gate compares with the source; it does not trust the tools that made the release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nbformat.notebooknode import NotebookNode

REGION = {
    "solution": re.compile(r"^[ \t]*### BEGIN SOLUTION.*?### END SOLUTION[^\n]*$", re.S | re.M),
    "hidden test": re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*$", re.S | re.M),
}
TRIVIAL = re.compile(r"^[\W\d_]*$|^(else|try|break|continue|pass|return|import \w+)\b:?$")  # lines that give nothing away


def gates(source: NotebookNode, releases: dict[str, NotebookNode], stub: str) -> Iterator[str]:
    """All offences of one exercise.  releases: language -> notebook; stub: what stands for a solution."""
    for lang, nb in releases.items():
        for offence in (*no_region(source, nb, "solution"), *no_region(source, nb, "hidden test"), *no_output(nb),
                        *no_other_language(nb, lang), *stub_is_solution_without_regions(source, nb, stub)):
            yield f"release/{lang}: {offence}"
    first, *others = releases
    for other in others:
        for offence in same_code(releases[first], releases[other]):
            yield f"release/{first} and release/{other}: {offence}"


def _lines(code: str) -> set[str]:
    lines = {line.strip() for line in code.splitlines()}
    return {line for line in lines if not TRIVIAL.match(line) and not line.startswith("### ")}


def no_region(source: NotebookNode, release: NotebookNode, kind: str) -> Iterator[str]:
    """No marker and no line of a marked region, unless the line stands in the open elsewhere in the source."""
    inside, outside = set(), set()
    for cell in source.cells:
        inside |= _lines("\n".join(REGION[kind].findall(cell.source)))
        outside |= _lines(_without_regions(cell.source))
    for cell in release.cells:
        if re.search(r"### (BEGIN|END) " + ("SOLUTION" if kind == "solution" else "HIDDEN TESTS"), cell.source):
            yield f"cell {cell.id}: a {kind} marker is left"
        for line in sorted(_lines(cell.source) & (inside - outside)):
            yield f"cell {cell.id}: a line of a {kind}: {line!r}"


def _without_regions(code: str) -> str:
    for region in REGION.values():
        code = region.sub("", code)
    return code


def no_output(release: NotebookNode) -> Iterator[str]:
    """No output and no execution count: the source's outputs come from solved cells."""
    for cell in release.cells:
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count):
            yield f"cell {cell.id}: it has an output"


def no_other_language(release: NotebookNode, lang: str) -> Iterator[str]:
    """Only this edition's prose; Japanese letters in English prose count as the other language."""
    for cell in release.cells:
        if cell.cell_type == "markdown":
            if cell.metadata.get("lang") != lang:
                yield f"cell {cell.id}: its language is {cell.metadata.get('lang')!r}"
            japanese = re.search(r"[\u3040-\u30ff]", cell.source)  # hiragana and katakana
            if lang == "en" and japanese:
                yield f"cell {cell.id}: Japanese text in the English edition"
            if lang == "ja" and not japanese:
                yield f"cell {cell.id}: no Japanese text in a Japanese cell"


def stub_is_solution_without_regions(source: NotebookNode, release: NotebookNode, stub: str) -> Iterator[str]:
    """Every code cell is its source with each solution replaced by the stub and each hidden test gone."""
    def blank(match):
        indent = re.match(r"[ \t]*", match.group()).group()
        return "\n".join(indent + line for line in stub.splitlines())

    released = {cell.id: cell for cell in release.cells}
    for cell in source.cells:
        if cell.cell_type != "code":
            continue
        if cell.id not in released:
            yield f"cell {cell.id}: it is missing"
            continue
        expected = re.sub(r"\n?" + REGION["hidden test"].pattern, "", REGION["solution"].sub(blank, cell.source), flags=re.S | re.M)
        if released[cell.id].source != expected:
            yield f"cell {cell.id}: it is not its source without the marked regions"


def same_code(one: NotebookNode, other: NotebookNode) -> Iterator[str]:
    """Both editions have the same code cells, grade ids and points."""
    def code(nb):
        return {c.id: (c.source, dict(c.metadata.get("nbgrader", {}))) for c in nb.cells if c.cell_type == "code"}

    a, b = code(one), code(other)
    for name in [*a, *(b.keys() - a.keys())]:
        if a.get(name) != b.get(name):
            yield f"cell {name}: the two editions differ"
