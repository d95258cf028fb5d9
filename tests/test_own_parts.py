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


ANSWERS = {
    "attention": lambda: defining("q8_multi_head", "class MultiHeadAttention"),
    "positions": lambda: defining("q5_sinusoidal", "def positional_encoding"),
    "block": lambda: defining("q7_gradient_flow", "class ResidualBlock"),
}


@pytest.fixture(scope="module")
def project():
    return cells("mini_lm")


def run(project, pasted, capsys):
    """The printed line for each part, with `pasted` in the open cell; the model that comes out must pass its visible test."""
    setup = "import math\nimport torch\nimport torch.nn.functional as F\nfrom torch import nn\nCONTEXT = 16"
    names = {}
    for code in (setup, pasted, project["lm-parts"], project["lm-own"], project["lm-own-try"]):
        exec(code, names)
    return {line.partition(":")[0]: line for line in capsys.readouterr().out.splitlines()}


def test_without_anything_the_course_s_parts_are_used(project, capsys):
    said = run(project, "", capsys)
    assert set(said) == {"attention", "block", "positions"} and all("none was pasted" in line for line in said.values())


@pytest.mark.parametrize("alone", [[name] for name in ANSWERS] + [list(ANSWERS)])
def test_a_pasted_answer_is_used(project, capsys, alone):
    said = run(project, "\n\n".join(ANSWERS[name]() for name in alone), capsys)
    assert {name for name, line in said.items() if "your part is used" in line} == set(alone)


def test_the_function_of_problem_3_becomes_a_layer(project, capsys):
    assert "your part is used" in run(project, defining("q3_scaled_dot_product", "def scaled_dot_product_attention"), capsys)["attention"]


@pytest.mark.parametrize("name, was, now, why", [
    ("attention", "if mask is None", "if True", "sees the future"),
    ("positions", "positions * frequencies", "0 * positions * frequencies", "same encoding"),
    ("block", "return x + f if", "return (x + f)[:, :1] if", "wrong shape"),
])
def test_a_broken_answer_is_not_used_and_it_says_why(project, capsys, name, was, now, why):
    code = ANSWERS[name]()
    assert was in code
    line = run(project, code.replace(was, now), capsys)[name]
    assert "the course's part is used" in line and why in line
