"""What a student's page says: an nbgrader preprocessor that prepares `resources["page"]` for the template.

It comes after GetGrades, so scores, manual ones too, and comments are the gradebook's.  Of a hidden
test the page shows its first line and the message written for the student, nothing else.
"""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from autograder.feedback.diagnosis import behaviour, diagnose, load
from autograder.feedback.prose import harmless, rendered
from autograder.publish.bilingual import half, plain

TEMPLATES = Path(__file__).parent / "templates"
BANKS = Path(__file__).parent.parent.parent / "course"  # where this course's banks recorded what they do
CONTROL = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\].*?(?:\x07|\x1b\\|$)|\x1b.?|[\x00-\x08\x0b-\x1f\x7f]", re.M)  # colours, links, moves of the cursor, bells
OURS = re.compile(r"/[^\s'\"]{0,300}?/(?=site-packages/)|/[^\s'\"]{0,300}/autograder-\d+/[^\s'\"]{0,300}/scratch(?=/|\b)")  # where this machine keeps Python and a kernel's folder
PICTURES = ("image/png", "image/jpeg", "image/svg+xml")
LONGEST = 20_000  # characters of an output; who printed more sees how much is left out
PROSE = 10_000  # characters of a cell's prose that are laid out: for some texts the time goes with the square of the length
SAY = {
    "ja": {"points": "点", "late": "提出が遅れたための減点", "checks": "採点の結果", "idea": "考えられる原因：", "passage": "読み直す箇所：", "own": "自分のコードを見る", "comment": "先生からのコメント：",
           "notebook": "あなたのノートブック", "given": "与えられたコード", "picture": "あなたの図", "syntax": "「{name}」のセルに構文エラーがあります（{line} 行目）：{what}。このセルで定義する名前は、以下の項目でも使えません。",
           "because": "上の構文エラーのため、まだ調べられません。", "blank": "まだ書かれていません。", "open": "まだ書かれていません：{names}", "cut": "（続く {n} 文字は省きました）",
           "error": "実行中にエラーが起きました："},
    "en": {"points": "points", "late": "deducted for handing in late", "checks": "What was checked", "idea": "Probably:", "passage": "read again:", "own": "see your code", "comment": "Comment by your teacher:",
           "notebook": "Your notebook", "given": "given code", "picture": "your picture", "syntax": "The cell “{name}” has a syntax error (line {line}): {what}. What it should define is missing in the checks below, too.",
           "because": "Not checked because of the syntax error above.", "blank": "Not written yet.", "open": "Not written yet: {names}", "cut": "({n} more characters are left out)", "error": "An error came up while it ran:"},
}


class StudentView(NbGraderPreprocessor):
    """Collect the page's content and keep the notebook itself out of the template's way."""

    def preprocess(self, nb, resources):
        lang = language(nb)
        say, where = SAY[lang], resources.get("nbgrader", {})
        broken, blank = _syntax_errors(nb), _blank(nb, say)
        endless = sum(len(c.source) for c in nb.cells if c.cell_type == "markdown") > 20 * PROSE
        checks = [_check(cell, lang, broken, blank) for cell in nb.cells if is_grade(cell)]
        known = {check["id"] for check in checks}
        for check in checks:
            check["message"] = _linked(check["message"], known - {check["id"]})
        idea = self._idea(nb, where, lang)
        if idea:
            next(c for c in checks if c["state"] != "full")["idea"] = idea
        resources["page"] = {
            "lang": lang, "say": say, "title": _title(nb, where.get("notebook", "")), "checks": checks,
            "score": _number(where.get("score", 0)), "of": _number(where.get("max_score", 0)), "late": _number(where.get("late_penalty", 0)) if where.get("late_penalty") else "",
            "notes": [say["syntax"].format(**found) for found in broken] + [_safe(note.get(lang, "")) for note in nb.metadata.get("autograder", {}).get("repairs", [])],
            "cells": [cell for cell in (_cell(c, lang, bool(broken), n, endless) for n, c in enumerate(nb.cells)) if cell],
        }
        return nb, resources

    def _idea(self, nb, where, lang) -> dict | None:
        known = load(BANKS / where.get("assignment", "") / where.get("notebook", "") / "behaviour.json")
        found = diagnose(behaviour(nb), known)
        if found is None:
            return None
        return {"sentence": _safe(getattr(found, lang)), **_passage(nb, found.defines)}


def language(nb) -> str:
    """The edition that was handed in: what the release says of itself, else the language of its prose."""
    said = nb.metadata.get("course", {}).get("lang") or next((c.metadata.lang for c in nb.cells if c.metadata.get("lang") in SAY), "ja")
    return said if said in SAY else "ja"


def _passage(nb, defines: str) -> dict[str, str]:
    """Where a name is taught: `passage`, the place of the last heading before its stub; `heading`; `own`, the student's cell."""
    place, heading = "", ""
    for n, cell in enumerate(nb.cells):
        if cell.cell_type == "markdown" and (found := re.findall(r"^#+ +(.+)$", cell.source, re.M)):
            place, heading = _place(cell, n), rendered(found[-1], inline=True)
        elif is_solution(cell) and re.search(rf"^(def|class) {re.escape(defines)}\b", cell.source, re.M):
            return {"passage": place, "heading": heading, "own": _place(cell, n)}
    return {}


def _place(cell, n: int) -> str:
    """A cell's anchor on the page."""
    return cell.metadata.get("nbgrader", {}).get("grade_id") or f"cell-{n}"


def _blank(nb, say: dict) -> str:
    """What to say where a stub that is not written yet was called: which ones are open, unless all are."""
    stubs = [cell for cell in nb.cells if is_solution(cell) and cell.cell_type == "code" and re.search(r"^(def|class) ", cell.source, re.M)]
    still = [cell for cell in stubs if re.search(r"^\s*raise NotImplementedError\b", cell.source, re.M)]
    names = [name for cell in still for name in re.findall(r"^(?:def|class) (\w+)", cell.source, re.M)]
    return say["open"].format(names=_safe(", ".join(names))) if names and len(still) < len(stubs) else say["blank"]


def _syntax_errors(nb) -> list[dict]:
    """One entry per solution cell that Python could not read."""
    found = []
    for cell in nb.cells:
        if is_solution(cell) and cell.cell_type == "code":
            for out in cell.outputs:
                if out.output_type == "error" and out.ename in ("SyntaxError", "IndentationError", "TabError"):
                    line = re.search(r"line (\d+)", out.evalue)
                    name = _safe(cell.metadata.nbgrader.grade_id)
                    found.append({"name": f'<a href="#{name}">{name}</a>', "line": line[1] if line else "?", "what": _safe(re.sub(r" \(.*", "", out.evalue))})
    return found


def _check(cell, lang: str, broken: list[dict], blank: str) -> dict:
    grader, say = cell.metadata.nbgrader, SAY[lang]
    score, of = float(grader.get("score") or 0), float(grader.get("points") or 0)
    state = "full" if score >= of else "part" if score > 0 else "none"
    lines = cell.source.splitlines()
    heading = plain(lines[0].lstrip("# ").strip(), lang) if lines and lines[0].startswith("#") else grader.grade_id
    errors = [o for o in cell.get("outputs", []) if o.output_type == "error"] if state != "full" else []
    message = _message(errors[0], lang, say, broken, blank) if errors else "" if state == "full" else _printed(cell, lang)
    return {"id": grader.grade_id, "heading": _safe(heading), "score": _number(score), "of": _number(of), "state": state, "mark": {"full": "✓", "part": "◐", "none": "✗"}[state],
            "message": message, "idea": None, "comment": _safe(grader.get("comment") or "")}


def _printed(cell, lang: str) -> str:
    """What a test that gives a part of its points prints for the student: which mistakes were not caught."""
    text = "".join(out.text for out in cell.get("outputs", []) if out.output_type == "stream" and out.name == "stdout")
    return _safe("\n".join(plain(line, lang) for line in _as_seen(text)[:LONGEST].split("\n")))


def _message(error, lang: str, say: dict, broken: list[dict], blank: str) -> str:
    if broken and error.ename == "NameError":
        return say["because"]
    if error.ename == "NotImplementedError":
        return blank
    text = _safe(plain(_as_seen(error.evalue), lang))
    return text if error.ename in ("AssertionError", "CellTimeoutError", "DeadKernelError") else f"{say['error']} {_safe(error.ename)}: {text}"


def _linked(message: str, checks: set[str]) -> str:
    """A message in which the name of another check leads to it.

    >>> _linked("see q3-softmax first, not q3-softmax-try", {"q3-softmax"})
    'see <a href="#check-q3-softmax">q3-softmax</a> first, not q3-softmax-try'
    """
    return re.sub(r"(?<![\w-])[A-Za-z][\w-]*(?![\w-])", lambda found: f'<a href="#check-{found[0]}">{found[0]}</a>' if found[0] in checks else found[0], message, flags=re.ASCII)


def _cell(cell, lang: str, broken: bool, n: int, endless: bool = False) -> dict | None:
    """A cell as the page shows it: prose, the student's own code, pictures; graded cells stand above.

    endless: the notebook's prose is too long to be laid out.
    broken: a syntax error was said already; that its names are missing in later cells is no news.
    """
    if is_grade(cell) and not is_solution(cell):
        return None
    grader = cell.metadata.get("nbgrader", {})
    shown = {"id": _place(cell, n), "html": "", "code": "", "own": not grader.get("locked"), "outputs": [], "comment": _safe(grader.get("comment") or "")}
    if cell.cell_type == "markdown":
        shown["html"] = rendered(_with_pictures(cell)) if len(cell.source) <= PROSE and not endless else f"<pre>{_safe(cell.source[:PROSE])}</pre>"
    elif cell.cell_type == "code" and cell.source.strip():
        shown["code"] = _safe(half(cell.source, lang))
        shown["outputs"] = [out for out in (_output(o, lang) for o in cell.outputs if not (broken and o.get("ename") == "NameError")) if out]
    return shown if shown["html"] or shown["code"] else None


def _with_pictures(cell) -> str:
    text = cell.source
    for name, data in cell.get("attachments", {}).items():
        if "image/png" in data:
            text = text.replace(f"attachment:{name}", f"data:image/png;base64,{data['image/png']}")
    return text


def _output(out, lang: str) -> dict | None:
    """An output as the page shows it: a picture, sanitised Markdown, or text."""
    data = out.get("data", {})
    for kind in PICTURES:
        if kind in data:
            content = "".join(data[kind])
            return {"src": f"data:{kind};base64," + (base64.b64encode(content.encode()).decode() if "svg" in kind else re.sub(r"[^A-Za-z0-9+/=]", "", content))}
    for kind in ("text/markdown", "text/latex"):
        if kind in data:
            return {"html": rendered("".join(data[kind])[:LONGEST])}
    if "text/html" in data and re.fullmatch(r"<[^\n]* object[^\n]*>", "".join(data.get("text/plain", "")) or "<no object>"):  # else its text says the same
        return {"html": harmless("".join(data["text/html"])[:LONGEST])}
    if out.output_type == "error":
        text = f"{out.ename}: {plain(out.evalue, lang)}"
    else:
        text = out.get("text", "") or data.get("text/plain", "")
    text = _as_seen("".join(text))
    left = len(text) - LONGEST
    return {"text": _safe(text[:LONGEST]) + (f"\n{SAY[lang]['cut'].format(n=f'{left:,}')}" if left > 0 else "")} if text.strip() else None


def _as_seen(text: str) -> str:
    r"""Text as a terminal leaves it: what follows a carriage return overwrites its line, so a progress bar is its last state.

    The grading machine's own folders are left out: `cannot import name 'x' from 'torch' (…/site-packages/torch/__init__.py)` needs none.

    >>> _as_seen("kept\n\r 10 %\r 90 %\nkept\r\n\x1b[31mred\x1b[0m")
    'kept\n 90 %\nkept\nred'
    """
    lines = [line.rstrip("\r").split("\r")[-1] for line in text.split("\n")]
    seen = CONTROL.sub("", "\n".join(lines))
    return (OURS.sub("", seen[: 3 * LONGEST]) + seen[3 * LONGEST :]).strip("\n")  # what is beyond is left out anyway


def _title(nb, fallback: str) -> str:
    first = next((line for c in nb.cells if c.cell_type == "markdown" for line in c.source.splitlines() if line.startswith("# ")), fallback)
    return _safe(first.lstrip("# "))


def _safe(text: str) -> str:
    return html.escape(str(text))


def _number(value: float) -> str:
    return f"{float(value):.4g}"
