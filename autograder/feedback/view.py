"""What a student's page says: an nbgrader preprocessor that prepares `resources["page"]` for the template.

It comes after GetGrades, so scores, manual ones too, and comments are the gradebook's.  Of a hidden
test the page shows its first line and the message written for the student, nothing else.
"""

from __future__ import annotations

import html
import re
from pathlib import Path

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from autograder.feedback.diagnosis import behaviour, diagnose, load
from autograder.feedback.prose import rendered
from autograder.publish.bilingual import half, plain

TEMPLATES = Path(__file__).parent / "templates"
BANKS = Path(__file__).parent.parent.parent / "course"  # where this course's banks recorded what they do
PROSE = 10_000  # characters of a cell's prose that are laid out: for some texts the time goes with the square of the length
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
SAY = {
    "ja": {"points": "点", "late": "提出が遅れたための減点", "checks": "採点の結果", "idea": "考えられる原因：", "passage": "該当する箇所を読み直す", "comment": "先生からのコメント：",
           "notebook": "あなたのノートブック", "given": "与えられたコード", "picture": "あなたの図", "syntax": "「{name}」のセルに構文エラーがあります（{line} 行目）：{what}。このセルで定義する名前は、以下の項目でも使えません。",
           "because": "上の構文エラーのため、まだ調べられません。", "blank": "まだ書かれていません。", "error": "実行中にエラーが起きました："},
    "en": {"points": "points", "late": "deducted for handing in late", "checks": "What was checked", "idea": "Probably:", "passage": "read the passage again", "comment": "Comment by your teacher:",
           "notebook": "Your notebook", "given": "given code", "picture": "your picture", "syntax": "The cell “{name}” has a syntax error (line {line}): {what}. What it should define is missing in the checks below, too.",
           "because": "Not checked because of the syntax error above.", "blank": "Not written yet.", "error": "An error came up while it ran:"},
}


class StudentView(NbGraderPreprocessor):
    """Collect the page's content and keep the notebook itself out of the template's way."""

    def preprocess(self, nb, resources):
        lang = language(nb)
        say, where = SAY[lang], resources.get("nbgrader", {})
        broken = _syntax_errors(nb)
        endless = sum(len(c.source) for c in nb.cells if c.cell_type == "markdown") > 20 * PROSE
        checks = [_check(cell, lang, broken) for cell in nb.cells if is_grade(cell)]
        idea = self._idea(nb, where, lang)
        if idea:
            next(c for c in checks if c["state"] != "full")["idea"] = idea
        resources["page"] = {
            "lang": lang, "say": say, "title": _title(nb, where.get("notebook", "")), "checks": checks,
            "score": _number(where.get("score", 0)), "of": _number(where.get("max_score", 0)), "late": _number(where.get("late_penalty", 0)) if where.get("late_penalty") else "",
            "notes": [say["syntax"].format(**found) for found in broken] + [_safe(note.get(lang, "")) for note in nb.metadata.get("autograder", {}).get("repairs", [])],
            "cells": [cell for cell in (_cell(c, lang, bool(broken), endless) for c in nb.cells) if cell],
        }
        return nb, resources

    def _idea(self, nb, where, lang) -> dict | None:
        known = load(BANKS / where.get("assignment", "") / where.get("notebook", "") / "behaviour.json")
        found = diagnose(behaviour(nb), known)
        if found is None:
            return None
        cell = next((c for c in nb.cells if is_solution(c) and re.search(rf"^(def|class) {re.escape(found.defines)}\b", c.source, re.M)), None)
        return {"sentence": _safe(getattr(found, lang)), "cell": cell.metadata.nbgrader.grade_id if cell else ""}


def language(nb) -> str:
    """The edition that was handed in: what the release says of itself, else the language of its prose."""
    said = nb.metadata.get("course", {}).get("lang") or next((c.metadata.lang for c in nb.cells if c.metadata.get("lang") in SAY), "ja")
    return said if said in SAY else "ja"


def _syntax_errors(nb) -> list[dict]:
    """One entry per solution cell that Python could not read."""
    found = []
    for cell in nb.cells:
        if is_solution(cell) and cell.cell_type == "code":
            for out in cell.outputs:
                if out.output_type == "error" and out.ename in ("SyntaxError", "IndentationError", "TabError"):
                    line = re.search(r"line (\d+)", out.evalue)
                    found.append({"name": cell.metadata.nbgrader.grade_id, "line": line[1] if line else "?", "what": _safe(re.sub(r" \(.*", "", out.evalue))})
    return found


def _check(cell, lang: str, broken: list[dict]) -> dict:
    grader, say = cell.metadata.nbgrader, SAY[lang]
    score, of = float(grader.get("score") or 0), float(grader.get("points") or 0)
    state = "full" if score >= of else "part" if score > 0 else "none"
    lines = cell.source.splitlines()
    heading = plain(lines[0].lstrip("# ").strip(), lang) if lines and lines[0].startswith("#") else grader.grade_id
    errors = [o for o in cell.get("outputs", []) if o.output_type == "error"] if state != "full" else []
    return {"id": grader.grade_id, "heading": _safe(heading), "score": _number(score), "of": _number(of), "state": state, "mark": {"full": "✓", "part": "◐", "none": "✗"}[state],
            "message": _message(errors[0], lang, say, broken) if errors else "", "idea": None, "comment": _safe(grader.get("comment") or "")}


def _message(error, lang: str, say: dict, broken: list[dict]) -> str:
    if broken and error.ename == "NameError":
        return say["because"]
    if error.ename == "NotImplementedError":
        return say["blank"]
    text = _safe(plain(ANSI.sub("", error.evalue), lang))
    return text if error.ename in ("AssertionError", "CellTimeoutError", "DeadKernelError") else f"{say['error']} {_safe(error.ename)}: {text}"


def _cell(cell, lang: str, broken: bool, endless: bool = False) -> dict | None:
    """A cell as the page shows it: prose, the student's own code, pictures; graded cells stand above.

    endless: the notebook's prose is too long to be laid out.
    broken: a syntax error was said already; that its names are missing in later cells is no news.
    """
    if is_grade(cell) and not is_solution(cell):
        return None
    grader = cell.metadata.get("nbgrader", {})
    shown = {"id": grader.get("grade_id", ""), "html": "", "code": "", "own": not grader.get("locked"), "outputs": [], "comment": _safe(grader.get("comment") or "")}
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
    data = out.get("data", {})
    if "image/png" in data:
        return {"png": re.sub(r"[^A-Za-z0-9+/=]", "", data["image/png"])}
    if out.output_type == "error":
        text = f"{out.ename}: {plain(out.evalue, lang)}"
    else:
        text = out.get("text", "") or data.get("text/plain", "")
    text = ANSI.sub("", "".join(text)).split("\r")[-1].strip("\n")
    return {"text": _safe(text[:20_000])} if text.strip() else None


def _title(nb, fallback: str) -> str:
    first = next((line for c in nb.cells if c.cell_type == "markdown" for line in c.source.splitlines() if line.startswith("# ")), fallback)
    return _safe(first.lstrip("# "))


def _safe(text: str) -> str:
    return html.escape(str(text))


def _number(value: float) -> str:
    return f"{float(value):.4g}"
