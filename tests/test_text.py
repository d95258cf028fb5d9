"""course/*.py -> source notebook: what is refused, and that nothing gets lost on the way."""

import subprocess
import sys

import pytest

from autograder.course import exercises
from autograder.errors import InputError
from autograder.publish import text
from autograder.publish.source import dumps

HIDDEN = "### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS\n"

BAD = {  # what replaces what in the tiny text -> the line of the cell, and words of the sentence
    "en cell missing": ('# %% [markdown] lang="en"\nr"""\n# Sums\n"""\n', "", 1, 'lang="ja" cell has no partner'),
    "ja cell missing": ('# %% [markdown] lang="ja"\nr"""\n# 足し算\n"""\n\n', "", 1, 'lang="en" cell has no partner'),
    "no language": ('[markdown] lang="en"', "[markdown]", 6, "needs lang"),
    "language of code": ("# %%\nprint", '# %% lang="ja"\nprint', 35, "only prose has a language"),
    "duplicate id": ('"t-zero"', '"t-sum"', 29, "taken already, at"),
    "no points": ('"grade": true, "points": 1', '"grade": true', 29, "needs points > 0"),
    "negative points": ('"points": 1', '"points": -1', 29, "needs points > 0"),
    "no hidden test": ("### BEGIN HIDDEN TESTS\nassert add(0, 7)", "assert add(0, 7)", 29, "has no '### BEGIN HIDDEN TESTS"),
    "no heading": ("# 0 も足せます。 / Zero can be added.\n", "", 29, "must begin with a comment"),
    "no solution": ("    ### BEGIN SOLUTION\n", "", 11, "needs '### BEGIN SOLUTION"),
    "no role": (', "locked": true', "", 19, "neither solution, locked nor grade"),
    "no nbgrader": (' nbgrader={"grade_id": "t-add", "solution": true}', "", 11, "needs nbgrader"),
    "odd id": ('"t-zero"', '"t zero"', 29, "must be 1 to 64 letters"),
    "code before the first header": ('# %% [markdown] lang="ja"', 'x = 1\n# %% [markdown] lang="ja"', 1, "before the first"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_text_is_one_sentence_with_file_and_line(tiny, name):
    old, new, line, words = BAD[name]
    content = tiny.text.read_text(encoding="utf-8")
    assert content.count(old) == 1
    tiny.text.write_text(content.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        text.read(tiny)
    assert str(refused.value).startswith(f"{tiny.text}:{line}: ")
    assert words in str(refused.value) and "\n" not in str(refused.value)


def test_bad_input_is_exit_status_2_without_traceback():
    done = subprocess.run([sys.executable, "-m", "autograder.cli", "source", "no_such_exercise"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "no_such_exercise: there is no assignment or exercise of this name" in done.stderr and "Traceback" not in done.stderr


def test_nothing_is_written_when_one_of_two_texts_is_bad(tiny):
    from dataclasses import replace

    from autograder.publish.stages import build_sources

    bad = replace(tiny, name="t2_bad")
    bad.text.write_text("# %% [markdown]\n# no language\n", encoding="utf-8")
    with pytest.raises(InputError):
        build_sources([tiny, bad])
    assert not (tiny.root / "source").exists()


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_text_to_notebook_and_back_is_the_same_text(exercise):
    assert text.write(text.read(exercise)) == exercise.text.read_text(encoding="utf-8")


def test_a_failing_reference_stops_the_build(tiny):
    from autograder.publish import source

    tiny.text.write_text(tiny.text.read_text(encoding="utf-8").replace("total = a + b", "total = a - b"), encoding="utf-8")
    with pytest.raises(InputError, match="a cell of the reference fails: AssertionError"):
        source.execute(tiny)


def test_building_twice_gives_the_same_bytes(tiny):
    from autograder.publish import source

    assert dumps(source.execute(tiny)) == dumps(source.execute(tiny))


SHARED = "\n# %%\n# SHARED inputs\nprint(two())\n"


def test_shared_code_is_pasted_and_comes_back_as_one_line(tiny):
    from autograder.publish.source import digest

    tiny.text.write_text(tiny.text.read_text(encoding="utf-8") + SHARED, encoding="utf-8")
    with pytest.raises(InputError, match="'# SHARED inputs' names no file"):
        text.read(tiny)
    tiny.shared.mkdir()
    (tiny.shared / "inputs.py").write_text('"""Two."""\n\n\ndef two():\n    return 2\n', encoding="utf-8")
    nb, before = text.read(tiny), digest(tiny)
    assert nb.cells[-1].source == '# SHARED inputs\n"""Two."""\n\n\ndef two():\n    return 2\n# END SHARED inputs\nprint(two())'
    assert text.write(nb) == tiny.text.read_text(encoding="utf-8")
    (tiny.shared / "inputs.py").write_text("def two():\n    return 1 + 1\n", encoding="utf-8")
    assert digest(tiny) != before  # a source notebook is built again when what it shares changes
