"""The bank's files: what is refused, how an answer is put into a notebook, what the matrix says."""

import pytest
from nbgrader.utils import is_grade

from autograder.answers.bank import answers
from autograder.answers.fill import fill, replaced
from autograder.course import exercises
from autograder.errors import InputError
from autograder.feedback.diagnosis import load
from autograder.publish import text
from autograder.wiring import read_course

GOOD = '"""\nja: 引いています。\nen: It subtracts.\nfails: t-sum\n"""\n\ndef add(a, b):\n    return a - b\n'

BAD = {
    "defines nothing": (GOOD.replace("def add", "def sub"), 1, "defines none of the exercise's names (add)"),
    "unknown check": (GOOD.replace("t-sum", "t-what"), 4, "'t-what' is no check of t1_add"),
    "no japanese": (GOOD.replace("ja: 引いています。\n", ""), 1, "needs a line 'ja: …'"),
    "no checks": (GOOD.replace("fails: t-sum\n", ""), 1, "needs a line 'fails: …'"),
    "unknown key": (GOOD.replace("en: ", "english: "), 1, "has no key 'english'"),
    "unknown check in may": (GOOD.replace("t-sum\n", "t-sum\nmay: t-what\n"), 5, "'t-what' is no check of t1_add"),
    "both fails and may": (GOOD.replace("t-sum\n", "t-sum\nmay: t-sum\n"), 5, "'t-sum' is in 'fails:', too"),
    "no python": (GOOD.replace("return", "return )"), 8, "this is not Python"),
}


def put(tiny, kind, name, content):
    path = tiny.bank / kind / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_with_file_and_line(tiny, name):
    content, line, words = BAD[name]
    path = put(tiny, "wrong", "subtracts", content)
    with pytest.raises(InputError) as refused:
        answers(tiny, text.read(tiny))
    assert str(refused.value).startswith(f"{path}:{line}: ") and words in str(refused.value)


def test_only_the_differing_definition_is_exchanged():
    cell = "import x\n\n\ndef f():\n    return 1\n\n\n@x.cached\ndef g():\n    return 2\n\n\nclass H:\n    pass"
    new, differs = replaced(cell, {"g": "def g():\n    return 3"})
    assert differs
    assert new == "import x\n\n\ndef f():\n    return 1\n\n\ndef g():\n    return 3\n\n\nclass H:\n    pass"


def test_an_answer_fills_every_stub_and_brings_its_imports(tiny):
    put(tiny, "wrong", "subtracts", GOOD.replace("def add", "import operator\n\n\ndef add").replace("a - b", "operator.sub(a, b)"))
    source = text.read(tiny)
    reference, wrong = answers(tiny, source)
    assert "return total" in fill(source, source, reference).cells[2].source
    assert fill(source, source, wrong).cells[2].source == "import operator\n\n\ndef add(a, b):\n    return operator.sub(a, b)"


def test_the_matrix_finds_a_survivor_and_a_refusal(tiny, monkeypatch, capsys):
    """The two numbers can be other than 0: a wrong answer that works, a right one that does not, a wrong `fails`."""
    from autograder.report.matrix import matrix, show

    put(tiny, "wrong", "subtracts", GOOD)  # loses t-zero, too
    put(tiny, "wrong", "in_truth_right", GOOD.replace("a - b", "b + a"))
    put(tiny, "right", "in_truth_wrong", '"""\nen: A sum, it says.\n"""\n\ndef add(a, b):\n    return 42\n')
    assert show(matrix([tiny], read_course())) == 3
    said = capsys.readouterr().out
    assert "wrong answers that lost nothing:    1 of 2" in said
    assert "right answers that lost something:  1 of 2" in said
    assert "wrong/subtracts should lose ['t-sum'], lost ['t-sum', 't-zero']" in said


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_every_check_is_named_by_some_wrong_answer(exercise):
    source = text.read(exercise)
    checks = {c.metadata.nbgrader.grade_id for c in source.cells if c.metadata.get("nbgrader", {}).get("grade")}
    named = {check for answer in answers(exercise, source) for check in answer.fails}
    assert checks - named == set()


def test_a_check_that_is_lost_on_some_machines_may_be_lost_or_not(tiny):
    from autograder.report.matrix import Row

    put(tiny, "wrong", "subtracts", GOOD.replace("t-sum\n", "t-sum\nmay: t-zero\n"))
    answer = answers(tiny, text.read(tiny))[-1]
    expected = [Row(answer, {"t-sum": a, "t-zero": b}, {"t-sum": 1, "t-zero": 1}, {}).expected for a, b in [(0, 0), (0, 1), (1, 0), (1, 1)]]
    assert expected == [True, True, False, False]


def test_a_second_way_is_read_for_the_diagnosis_only(tiny):
    put(tiny, "wrong", "subtracts", GOOD)
    path = put(tiny, "again", "subtracts", "def add(x, y):\n    return x + (-1) * y\n")
    source = text.read(tiny)
    assert [a.kind for a in answers(tiny, source)] == ["right", "wrong"]
    *_, first, second = answers(tiny, source, again=True)
    assert (second.kind, second.ja, second.fails) == ("again", first.ja, first.fails) and "(-1)" in second.definitions["add"]
    path.rename(path.with_name("divides.py"))
    with pytest.raises(InputError, match="there is no wrong/divides.py"):
        answers(tiny, source, again=True)


@pytest.mark.parametrize("exercise", exercises(), ids=str)
def test_the_diagnosis_knows_every_wrong_answer(exercise):
    """`make bank` records what it does at every check (of the project with --all-judged); two or more are written again."""
    source = text.read(exercise)
    known = answers(exercise, source, again=True)
    recorded = load(exercise.bank / "behaviour.json")
    checks = {cell.metadata.nbgrader.grade_id for cell in source.cells if is_grade(cell)}
    assert {m.name for m, _ in recorded} == {a.name for a in known if a.kind == "wrong"}
    assert all(set(did) == checks for _, did in recorded)
    assert sum(a.kind == "again" for a in known) >= 2
