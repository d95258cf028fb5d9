"""The project's own transformer: pasted answers of other exercises are used, missing and broken ones are not, and it says so.

The cells of the course's text are executed as they stand; no kernel, no grading.
"""

import pytest

from autograder.answers.mutants import reference
from autograder.course import exercises
from autograder.publish import text


def cells(name):
    exercise, = exercises(only=[name])
    notebook = reference(exercise, text.read(exercise))
    return {c.metadata.nbgrader.grade_id: c.source for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id")}


def defining(name, wanted):
    """The solution cell of an exercise that begins the definition `wanted`."""
    return next(code for code in cells(name).values() if f"\n{wanted}" in f"\n{code}")


def tokens_of_problem_1():
    return "\n\n".join(defining("q1_bpe", f"def {name}") for name in ("get_vocab", "get_stats", "merge_vocab", "learn_bpe", "encode"))


ANSWERS = {
    "tokens": tokens_of_problem_1,
    "attention": lambda: defining("q8_multi_head", "class MultiHeadAttention"),
    "positions": lambda: defining("q5_sinusoidal", "def positional_encoding"),
    "block": lambda: defining("q7_gradient_flow", "class ResidualBlock"),
}


@pytest.fixture(scope="module")
def project():
    return cells("mini_lm")


def run(project, pasted, capsys):
    """The printed line for each part, with `pasted` in the open cell; the model that comes out must pass its visible test."""
    setup = ("import math\nimport torch\nimport torch.nn.functional as F\nfrom collections import Counter\nfrom torch import nn\nCONTEXT = 16\n"
             "train_texts, valid_texts = ['the low and the lower', 'The lowest of the low'], ['lower than the lowest']")
    names = {}
    for code in (setup, pasted, project["lm-parts"], project["lm-own"], project["lm-own-try"]):
        exec(code, names)
    said = {line.partition(":")[0]: line for line in capsys.readouterr().out.splitlines()}
    exec(project["lm-own-tokens"], names)
    for ids, texts in ((names["own_train"], names["train_texts"]), (names["own_valid"], names["valid_texts"])):
        whole = "".join(names["symbols"][i] for i in ids.tolist())
        assert whole == "".join(text.lower().replace(" ", "</w>") + "</w><eos>" for text in texts)  # nothing is lost or unknown
    said["kinds of tokens"] = len(names["symbols"])
    return said


def test_without_anything_the_course_s_parts_are_used(project, capsys):
    said = run(project, "", capsys)
    kinds = said.pop("kinds of tokens")
    assert kinds == 4 + len(set("theandlowrsf")) + 1  # letters, and the end of a word
    assert set(said) == {*ANSWERS} and all("none was pasted" in line for line in said.values())


@pytest.mark.parametrize("alone", [[name] for name in ANSWERS] + [list(ANSWERS)])
def test_a_pasted_answer_is_used(project, capsys, alone):
    said = run(project, "\n\n".join(ANSWERS[name]() for name in alone), capsys)
    assert {name for name, line in said.items() if name in ANSWERS and "your part is used" in line} == set(alone)
    assert "tokens" not in alone or said["kinds of tokens"] > 20  # merged symbols, too


def test_the_function_of_problem_3_becomes_a_layer(project, capsys):
    assert "your part is used" in run(project, defining("q3_scaled_dot_product", "def scaled_dot_product_attention"), capsys)["attention"]


@pytest.mark.parametrize("name, was, now, why", [
    ("attention", "if mask is None", "if True", "sees the future"),
    ("positions", "positions * frequencies", "0 * positions * frequencies", "same encoding"),
    ("tokens", "symbols = (*word, END)", "symbols = (*word,)", "join to"),
    ("tokens", "for _ in range(num_merges):", "for _ in range(0):", "stays in letters"),
    ("tokens", "symbols = (*word, END)", "symbols = (__import__('time').sleep(0.02), *word, END)[1:]", "too slow"),
    ("block", "return x + f if", "return (x + f)[:, :1] if", "wrong shape"),
])
def test_a_broken_answer_is_not_used_and_it_says_why(project, capsys, name, was, now, why):
    code = ANSWERS[name]()
    assert was in code
    line = run(project, code.replace(was, now), capsys)[name]
    assert "the course's part is used" in line and why in line
