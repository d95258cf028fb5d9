"""The release gates: what must never reach a student, and what every student must get.

Each gate takes notebooks and yields one sentence per offence, naming the cell.
A gate compares with the source; it does not trust the tools that made the release.
`unclear` looks at the source alone: texts whose languages cannot be parted, and lines
that would run out of view.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nbformat.notebooknode import NotebookNode

from autograder import syntax
from autograder.course import LANGS
from autograder.publish.bilingual import JAPANESE, doubts, half
from autograder.publish.edition import released

UNCLEAR_FAILS = False  # whether `make check` fails for what `unclear` finds
WIDTH = 120  # a released line of code is shorter

REGION = {
    "solution": re.compile(r"^[ \t]*### BEGIN SOLUTION.*?### END SOLUTION[^\n]*$", re.DOTALL | re.MULTILINE),
    "hidden test": re.compile(r"^[ \t]*### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS[^\n]*$", re.DOTALL | re.MULTILINE),
}
TRIVIAL = re.compile(r"^[\W\d_]*$|^(else|try|break|continue|pass|return|import \w+)\b:?$")  # lines that give nothing away


def gates(source: NotebookNode, releases: dict[str, NotebookNode], stub: str) -> Iterator[str]:
    """All offences of one exercise.  releases: language -> notebook; stub: what stands for a solution."""
    for lang, nb in releases.items():
        for offence in (*no_region(source, nb, "solution"), *no_region(source, nb, "hidden test"), *no_output(nb),
                        *no_other_language(nb, lang), *stub_is_solution_without_regions(source, nb, lang, stub)):
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
        for code in {cell.source, *(half(cell.source, lang) for lang in LANGS if cell.cell_type == "code")}:
            inside |= _lines("\n".join(REGION[kind].findall(code)))
            outside |= _lines(_without_regions(code))
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


def stub_is_solution_without_regions(source: NotebookNode, release: NotebookNode, lang: str, stub: str) -> Iterator[str]:
    """Every code cell is its source in one language, with each solution replaced by the stub and each hidden test gone."""
    def blank(match):
        indent = re.match(r"[ \t]*", match.group()).group()
        return "\n".join(indent + line for line in stub.splitlines())

    found = {cell.id: cell for cell in release.cells}
    for cell in source.cells:
        if cell.cell_type != "code":
            continue
        if cell.id not in found:
            yield f"cell {cell.id}: it is missing"
            continue
        expected = re.sub(r"\n?" + REGION["hidden test"].pattern, "", REGION["solution"].sub(blank, cell.source), flags=re.DOTALL | re.MULTILINE)
        if found[cell.id].source != released(expected, lang, cell.metadata.get("nbgrader", {}).get("grade", False)):
            yield f"cell {cell.id}: it is not its source without the marked regions"


def same_code(one: NotebookNode, other: NotebookNode) -> Iterator[str]:
    """Both editions have the same cells of code, grade ids and points; only their texts differ."""
    def facts(nb):
        return {c.id: (c.source, {k: v for k, v in c.metadata.get("nbgrader", {}).items() if k != "checksum"})
                for c in nb.cells if c.cell_type == "code"}

    a, b = facts(one), facts(other)
    for name in [*a, *(b.keys() - a.keys())]:
        if name not in a or name not in b or a[name][1] != b[name][1] or not _alike(a[name][0], b[name][0]):
            yield f"cell {name}: the two editions differ"


def _alike(one: str, other: str) -> bool:
    """The same code but for comments and for strings that are Japanese in one of the two."""
    if one == other:
        return True
    try:
        (code, texts), (other_code, other_texts) = _skeleton(one), _skeleton(other)
    except SyntaxError:
        return False
    return code == other_code and all(a == b or JAPANESE.search(a + b) for a, b in zip(texts, other_texts, strict=True))


def _skeleton(code: str) -> tuple[str, list[str]]:
    texts = []

    class Blank(ast.NodeTransformer):
        def visit_JoinedStr(self, node):
            texts.append(ast.unparse(node))
            return ast.Constant("")

        def visit_Constant(self, node):
            if isinstance(node.value, str):
                texts.append(node.value)
                return ast.Constant("")
            return node

    return ast.dump(Blank().visit(syntax.parse(code))), texts


def unclear(source: NotebookNode) -> Iterator[tuple[str, int, str]]:
    """(cell, line in it, sentence): what keeps an edition from showing one language in lines that can be read."""
    for cell in source.cells:
        if cell.cell_type == "code":
            solved = REGION["solution"].sub(_blank_lines, cell.source)
            yield from ((cell.id, line, sentence) for line, sentence in doubts(solved))
            shown = REGION["hidden test"].sub(_blank_lines, solved)
            for lang in LANGS:
                for line, text in enumerate(half(shown, lang).splitlines(), 1):
                    if len(text) >= WIDTH:
                        yield cell.id, line, f"the {lang} line has {len(text)} characters, {WIDTH - 1} are shown: {text.strip()[:50]}"


def _blank_lines(match) -> str:
    """As many lines without code; the first one is `...`, so that a function keeps a body."""
    indent = re.match(r"[ \t]*", match.group()).group()
    return f"{indent}..." + "\n" * match.group().count("\n")
