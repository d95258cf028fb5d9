"""Mutants: one small mistake each, none twice; a survivor is seen, an equivalent one is listed, a stale entry is said."""

import ast

import pytest

from autograder.answers.mutants import _of_code, equivalent, mutants
from autograder.course import exercises
from autograder.errors import InputError
from autograder.publish import text
from autograder.report import mutants as report
from autograder.wiring import read_course

MISTAKES = {  # code -> mutants that must be among its own
    "def f(x: torch.Tensor):\n    return x.softmax(dim=-1)\n": [
        "def f(x: torch.Tensor):\n    return x.softmax(dim=0)\n",
        "def f(x: torch.Tensor):\n    return (x.softmax(dim=-1)).detach()\n",
        "@torch.no_grad()\ndef f(x: torch.Tensor):\n    return x.softmax(dim=-1)\n",
        "def f(x: torch.Tensor):\n    x = x.squeeze()\n    return x.softmax(dim=-1)\n",
        "def f(x: torch.Tensor):\n    result_ = x.softmax(dim=-1)\n    x.detach().mul_(0)\n    return result_\n",
    ],
    "def f(a, b=True):\n    if a < 0:\n        raise ValueError('no')\n    a = a + b\n    return g(a, b)\n": [
        "def f(a, b=False):\n    if a < 0:\n        raise ValueError('no')\n    a = a + b\n    return g(a, b)\n",
        "def f(a, b=True):\n    if a <= 0:\n        raise ValueError('no')\n    a = a + b\n    return g(a, b)\n",
        "def f(a, b=True):\n    if a < 0:\n        raise ValueError('no')\n    a += b\n    return g(a, b)\n",
        "def f(a, b=True):\n    if a < 0:\n        raise ValueError('no')\n    a = a + b\n    return g(b, a)\n",
        "def f(a, b=True):\n    if False:\n        raise ValueError('no')\n    a = a + b\n    return g(a, b)\n",
    ],
    "def f(words: list[str]):\n    for w in words:\n        g(w.copy())\n": [
        "def f(words: list[str]):\n    words = [w.lower() for w in words]\n    for w in words:\n        g(w.copy())\n",
        "def f(words: list[str]):\n    for w in list(words)[:-1]:\n        g(w.copy())\n",
        "def f(words: list[str]):\n    for w in words:\n        g(w)\n",
        "def f(words: list[str]):\n    for w in words:\n        pass\n",
    ],
}


@pytest.mark.parametrize("code", MISTAKES)
def test_the_mistakes_that_people_make_are_among_the_mutants(code):
    found = {ast.dump(ast.parse(mutant.code)) for mutant in _of_code("cell", code)}
    for mistake in MISTAKES[code]:
        assert ast.dump(ast.parse(mistake)) in found, mistake


@pytest.mark.parametrize("name", ["q1_bpe", "q4_self_attention", "q5_sinusoidal"])
def test_each_mutant_is_another_program_and_has_one_name(name):
    exercise, = exercises(only=[name])
    found = mutants(exercise, text.read(exercise))
    trees = [(mutant.cell, ast.dump(ast.parse(mutant.code))) for mutant in found]
    assert len(found) > 100 and len(set(trees)) == len(trees)
    assert not any("BEGIN SOLUTION" in mutant.code for mutant in found)
    assert all(mutant.diff for mutant in found) and any(m.operator.startswith("operator_") for m in found)


def test_an_optional_problem_behind_the_last_test_has_no_mutants():
    exercise, = exercises(only=["q7_gradient_flow"])
    source = text.read(exercise)
    stubs = {c.metadata.nbgrader.grade_id for c in source.cells if c.metadata.get("nbgrader", {}).get("solution")}
    assert stubs - {mutant.cell for mutant in mutants(exercise, source)} == {"q7-transformer"}


def test_docstrings_annotations_and_messages_are_left_alone():
    code = 'def f(x: dict[str, int]) -> int:\n    """Add 1."""\n    raise ValueError("at least 1")\n'
    for mutant in _of_code("cell", code):
        assert "Add 1." in mutant.code and "dict[str, int]) -> int" in mutant.code
        assert "at least 1" in mutant.code or mutant.operator == "statement_dropped"


@pytest.fixture
def weak(tiny):
    """The tiny exercise with one test that tells a sum from a difference, but not from every other mistake."""
    content = tiny.text.read_text(encoding="utf-8").replace("def add(a, b):", "def add(a: int, b: int):").replace("total = a + b", "total = a + b + 0 * len('x')")
    tiny.text.write_text(content, encoding="utf-8")
    return tiny


def test_survivors_are_counted_listed_and_kept(weak, capsys):
    course = read_course(weak.root)
    first = report.measure([weak], course)[weak.name]
    names = {mutant.name: mutant for mutant in first.survivors}
    assert first.total == len(first.caught) + len(first.survivors)
    assert any("a - b" in m.now for m in first.caught) and all("0 * len('XXxXX')" not in m.now for m in first.caught)
    assert report.show({weak.name: first}, diffs=True) == len(first.unexplained) > 0
    said = capsys.readouterr().out
    assert f"mutants that lost nothing and are not listed as equivalent: {len(names)} of {first.total}" in said
    assert "+    total = a + b + 0 * len('XXxXX')" in said

    survivor = next(m for m in first.survivors if "XXxXX" in m.now)
    killed = next(m for m in first.caught if "a - b" in m.now)
    weak.bank.mkdir()
    entry = '[[equivalent]]\nin = {!r}\noperator = {!r}\nwas = """{}"""\nis = """{}"""\nwhy = "0 times anything is 0"\n'
    stale = ("add", "operator_number", "no such line", "")
    (weak.bank / "equivalent.toml").write_text("".join(entry.format(*name) for name in (survivor.name, killed.name, stale)), encoding="utf-8")
    ran = []
    real, report._run = report._run, lambda jobs: ran.append(len(jobs)) or iter(())
    try:
        second = report.measure([weak], course)[weak.name]
    finally:
        report._run = real
    assert ran == [0], "what ran before is not run again"
    assert survivor not in second.unexplained and len(second.unexplained) == len(first.unexplained) - 1
    assert list(second.not_equivalent) == [killed] and second.stale == [stale]
    report.show({weak.name: second})
    said = capsys.readouterr().out
    assert "listed as equivalent, but t-sum catches it" in said and "names a mutant that does not exist" in said


def test_a_sample_is_the_same_for_the_same_seed(weak, monkeypatch):
    monkeypatch.setattr(report, "_limits", lambda *_: None)
    drawn = []
    monkeypatch.setattr(report, "_run", lambda jobs: drawn.append([m.name for _, m in jobs]) or iter(()))
    for seed in (1, 1, 2):
        report.measure([weak], read_course(weak.root), sample=5, seed=seed)
    assert drawn[0] == drawn[1] != drawn[2] and len(drawn[0]) == 5


def test_a_reference_that_loses_is_said_before_anything_is_graded(tiny):
    content = tiny.text.read_text(encoding="utf-8")
    tiny.text.write_text(content.replace("total = a + b", "total = a - b"), encoding="utf-8")
    with pytest.raises(InputError, match="the reference itself loses t-sum"):
        report.measure([tiny], read_course(tiny.root))


@pytest.mark.parametrize("content, words", [("[[equivalent]\n", "not TOML"), ('[[equivalent]]\nin = "f"\n', "entry 1 needs")])
def test_a_bad_list_of_equivalents_is_one_sentence(tiny, content, words):
    tiny.bank.mkdir()
    (tiny.bank / "equivalent.toml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        equivalent(tiny)


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_no_entry_of_the_course_is_stale(exercise):
    if listed := equivalent(exercise):
        assert set(listed) <= {mutant.name for mutant in mutants(exercise, text.read(exercise))}
