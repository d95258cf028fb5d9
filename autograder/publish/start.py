"""course/start.py -> the start page of each edition, release/{ja,en}/start.ipynb.

The line `<!-- EXERCISES -->` becomes a table of the exercises: title, time, difficulty and
points as each text states them itself, and their sums.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from autograder.course import LANGS, Exercise, display, exercises
from autograder.errors import InputError
from autograder.publish import text
from autograder.publish.edition import CodeEdition, Edition
from autograder.publish.source import dumps

HERE = "<!-- EXERCISES -->"
FACTS = re.compile(r"^\|\s*(\d+)\s*(分|min|時間|h)\s*\|\s*([★☆]+)\s*\|\s*(\d+)", re.MULTILINE)
HEAD = {"ja": "| 演習 | 時間 | 難しさ | 配点 |", "en": "| exercise | time | difficulty | points |"}
SUM = {"ja": "| 合計 | 約 {:.0f} 時間 | | {} 点 |", "en": "| all | about {:.0f} h | | {} |"}


def start_page(root: Path, lang: str) -> nbformat.NotebookNode:
    """One edition of the start page."""
    nb = text.read(Exercise(".", "start", root))
    nb, _ = CodeEdition().preprocess(*Edition(lang=lang).preprocess(nb, {}))
    for cell in nb.cells:
        cell.source = cell.source.replace(HERE, table(root, lang))
    return nb


def table(root: Path, lang: str) -> str:
    """The exercises of one edition, with links.  Raises InputError where a text does not state its facts."""
    rows, minutes, points = [HEAD[lang], "|---|---|---|---|"], 0, 0
    for exercise in exercises(root):
        first = next((c.source for c in text.read(exercise).cells if c.metadata.get("lang") == lang), "")
        title, facts = re.search(r"^# (.+)$", first, re.MULTILINE), FACTS.search(first)
        if not title or not facts:
            raise InputError(f"{display(exercise.text)}:1", f"the first {lang} cell needs a title '# …' and a row '| time | ★☆☆ | points |'")
        number, unit, stars, worth = facts.groups()
        minutes, points = minutes + int(number) * (60 if unit in ("時間", "h") else 1), points + int(worth)
        rows.append(f"| [{title[1]}]({exercise.assignment}/{exercise.name}.ipynb) | {number} {unit} | {stars} | {worth} |")
    return "\n".join([*rows, SUM[lang].format(minutes / 60, points)])


def build_start(root: Path, out: Path) -> None:
    """Write out/{ja,en}/start.ipynb, where the course has a start page."""
    if (root / "course" / "start.py").exists():
        for lang in LANGS:
            (out / lang).mkdir(parents=True, exist_ok=True)
            (out / lang / "start.ipynb").write_text(dumps(start_page(root, lang)), encoding="utf-8")
