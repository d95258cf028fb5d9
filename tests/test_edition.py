"""One text, two editions: which half of a text in code a release keeps, and that nothing else changes."""

import ast
import io
import tokenize

import nbformat
import pytest
from conftest import TINY
from nbgrader.utils import compute_checksum

from autograder.course import LANGS, exercises
from autograder.errors import InputError
from autograder.publish import source, text
from autograder.publish.bilingual import JAPANESE, doubts, half
from autograder.publish.edition import AFTER
from autograder.publish.gates import unclear
from autograder.wiring import gradebook, read_course

HALVES = {  # code -> its Japanese half, its English half
    "x = a / b  # 割る / divide": ("x = a / b  # 割る", "x = a / b  # divide"),
    "x = a / b  # divide a / b": ("x = a / b  # divide a / b",) * 2,
    '"a / b"': ('"a / b"',) * 2,
    '"単位は m / s です / the unit is m / s"': ('"単位は m / s です"', '"the unit is m / s"'),
    'f"値は {a / b:.2f} です / it is {a / b:.2f}"': ('f"値は {a / b:.2f} です"', 'f"it is {a / b:.2f}"'),
    'f"{{日本}} {a} / {{Japan}} {a}"': ('f"{{日本}} {a}"', 'f"{{Japan}} {a}"'),
    "f\"{'はい / yes' if a else 'いいえ / no'}\"": ("f\"{'はい' if a else 'いいえ'}\"", "f\"{'yes' if a else 'no'}\""),
    'f("東京", "京都 / 奈良")': ('f("東京", "京都 / 奈良")',) * 2,
    'f("長い文、"\n  f"続き {a}"\n  " / a long sentence, "\n  f"continued {a}")': ('f("長い文、"\n  f"続き {a}")', 'f("a long sentence, "\n  f"continued {a}")'),
    'f("日本語 /" " English")': ('f("日本語")', 'f("English")'),
    "f('日本語 / it\\'s')": ("f('日本語')", "f('it\\'s')"),
    'r"""一行\n / a line"""': ('r"""一行"""', 'r"""a line"""'),
    'def f():\n    """足す。 / Add."""': ('def f():\n    """足す。"""', 'def f():\n    """Add."""'),
    'def f():\n    """足す。\n\n    a: (B, T) の数\n    ---\n    Add.\n\n    a: (B, T) numbers\n    """\n    return 1':
        ('def f():\n    """足す。\n\n    a: (B, T) の数\n    """\n    return 1', 'def f():\n    """Add.\n\n    a: (B, T) numbers\n    """\n    return 1'),
    'def f():\n    """足す。 / Add.\n\n    x: (B, T)\n    """': ('def f():\n    """足す。\n\n    x: (B, T)\n    """', 'def f():\n    """Add.\n\n    x: (B, T)\n    """'),
    'class A:  # 型 / type\n    """型。 / A type."""': ('class A:  # 型\n    """型。"""', 'class A:  # type\n    """A type."""'),
    "not python 日本 / Japan (": ("not python 日本 / Japan (",) * 2,
}


@pytest.mark.parametrize("code", HALVES)
def test_a_half_is_kept_and_nothing_else_changes(code):
    assert (half(code, "ja"), half(code, "en")) == HALVES[code]
    assert [half(half(code, lang), lang) for lang in LANGS] == list(HALVES[code])  # a half is whole


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_of_the_course_only_texts_with_japanese_change(exercise):
    """All tokens but comments and strings are the same; the English half has Japanese in data only."""
    for cell in text.read(exercise).cells:
        if cell.cell_type == "code":
            whole = _tokens(cell.source)
            for lang in LANGS:
                assert _tokens(half(cell.source, lang)) == whole
                ast.parse(half(cell.source, lang))


def _tokens(code):
    texts = (tokenize.STRING, tokenize.COMMENT, tokenize.NL)
    return [t.string for t in tokenize.generate_tokens(io.StringIO(code).readline) if t.type not in texts and "FSTRING" not in tokenize.tok_name[t.type]]


DOUBTS = {
    "# 日本語だけ": "the comment has no ' / '",
    'assert x, "日本語だけ"': "the message has no ' / '",
    'raise ValueError(f"日本語だけ {x}")': "the message has no ' / '",
    'print("日本語だけ")': "the message has no ' / '",
    'def f():\n    """日本語だけ。"""': "the docstring has neither",
    'assert x, f"違います / it differs: {x}"': "the halves show different values",
    "日本語 (": "it is not Python",
}


@pytest.mark.parametrize("code", DOUBTS)
def test_a_text_that_cannot_be_parted_is_named(code):
    (line, sentence), = doubts(code)
    assert DOUBTS[code] in sentence and line == 2 - (not code.startswith("def"))


@pytest.mark.parametrize("code", ["f('東京')", "words = ['山', '川']", "assert f('東京'), 'x'", *HALVES])
def test_data_and_parted_texts_are_no_doubts(code):
    assert [d for d in doubts(code) if "not Python" not in d[1]] == []


def test_long_lines_of_either_half_are_named(tiny):
    nb = text.read(tiny)
    cell = next(c for c in nb.cells if c.id == "t-add-try")
    cell.source = f'assert True, "短い / {"long " * 30}"'
    assert [(name, line, "the en line has" in sentence) for name, line, sentence in unclear(nb)] == [("t-add-try", 1, True)]


def test_each_edition_shows_one_language_and_the_gradebook_keeps_both(built):
    ja, en = (nbformat.read(built.release(lang), as_version=4) for lang in LANGS)
    assert (ja.metadata.course.lang, en.metadata.course.lang) == LANGS
    assert not any(JAPANESE.search(cell.source) for cell in en.cells)
    for cell in ja.cells:
        assert " / " not in cell.source
    with gradebook(read_course(built.root)) as book:
        kept = {c.name: c for c in book.find_notebook(built.name, built.assignment).source_cells}
    assert '"和ですか / is it the sum?"' in kept["t-add-try"].source
    for nb in (ja, en):
        for cell in nb.cells:
            if "checksum" in cell.metadata.get("nbgrader", {}):
                assert cell.metadata.nbgrader.checksum == compute_checksum(cell), f"{cell.id}: another text than its checksum's"


def test_a_stub_raises_one_line_and_a_graded_cell_says_when_it_runs(built):
    for lang in LANGS:
        cells = {c.id: c.source for c in nbformat.read(built.release(lang), as_version=4).cells}
        assert cells["t-sum"].splitlines()[-1] == half(AFTER, lang)
        with pytest.raises(NotImplementedError) as raised:
            exec(cells["t-add"] + "\nadd(1, 2)")
        assert "\n" not in str(raised.value) and " / " not in str(raised.value)
        assert bool(JAPANESE.search(str(raised.value))) == (lang == "ja")


def test_both_editions_get_the_same_score_from_one_gradebook(built, scheduler):
    from conftest import hand_in, scores

    from autograder.grade.batch import grade

    for lang in LANGS:
        nb = nbformat.read(built.release(lang), as_version=4)
        next(c for c in nb.cells if c.id == "t-add").source = "def add(a, b):\n    return a + b"
        hand_in(built, lang, nb)
    assert not [entry for entry in grade(read_course(built.root), scheduler=scheduler).values() if entry.refused]
    assert scores(built, "ja") == scores(built, "en") == {"t-sum": 2, "t-zero": 1}


PICTURE = '''
# %% nbgrader={"grade_id": "t-draw", "locked": true}
import matplotlib.pyplot as plt

plt.plot([1, 2])
plt.show()

# %% [markdown] lang="ja"
r"""
このような図になります。

![期待される図](expected:t-draw)
"""

# %% [markdown] lang="en"
r"""
It looks like this.

![the expected picture](expected:t-draw)
"""
'''


def test_an_expected_picture_is_attached_and_comes_back_as_it_was_written(tiny):
    from autograder.publish.stages import build_releases

    tiny.text.write_text(TINY + PICTURE, encoding="utf-8")
    nb = source.execute(tiny)
    drawn = next(c for c in nb.cells if c.id == "t-draw").outputs[0].data["image/png"]
    for cell in nb.cells[-2:]:
        assert cell.attachments == {"t-draw.png": {"image/png": drawn}} and "(attachment:t-draw.png)" in cell.source
    assert text.write(nb) == TINY + PICTURE
    source.save(nb, tiny.source)
    build_releases([tiny], read_course(tiny.root))
    for lang in LANGS:
        assert nbformat.read(tiny.release(lang), as_version=4).cells[-1].attachments == {"t-draw.png": {"image/png": drawn}}


@pytest.mark.parametrize("cell, words", [("t-nothing", "names no code cell"), ("t-add-try", "draws no picture")])
def test_an_expected_picture_that_is_not_there_is_one_sentence(tiny, cell, words):
    tiny.text.write_text(TINY + PICTURE.replace("expected:t-draw", f"expected:{cell}"), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        source.execute(tiny)
