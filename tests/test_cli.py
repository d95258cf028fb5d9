"""The command line says what is so: what exists, what was meant, and nothing that does not work."""

import os
import subprocess
import sys

import pytest
from conftest import hand_in, scores

from autograder import cli
from autograder.cli.verbs import VERBS
from autograder.course import ROOT
from autograder.grade.batch import grade
from autograder.wiring import read_course


def run(*words, **environment):
    """(exit status, all that was printed) of a command in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "autograder.cli", *map(str, words)], capture_output=True, text=True, cwd=ROOT, env={**os.environ, **environment})
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_explains_itself(name, capsys):
    with pytest.raises(SystemExit) as end:
        cli.main([name, "--help"])
    said = capsys.readouterr().out
    assert end.value.code == 0 and VERBS[name].text[1:20] in " ".join(said.split())
    assert all(action.get("help") for _, action in VERBS[name].options), "an option without a word about it"


@pytest.mark.parametrize("words, said", [
    (["tabel"], "do you mean 'table'?"),
    (["xyzzy"], "no verb 'xyzzy'. `autograder --help`"),
    (["feedback", "nonsense"], "There are: ex_tiny, t1_add"),
    (["table", "t1_ad"], "do you mean 't1_add'?"),
    (["grade", "t1"], "do you mean 't1_add'?"),
    (["report", "T1_ADD"], "do you mean 't1_add'?"),
    (["export", "ex_tyni"], "do you mean 'ex_tiny'?"),
    (["collect", "no.zip", "--assignment", "t1_add"], "a download is of an assignment: --assignment ex_tiny"),
    (["collect", "no.zip", "--assignment", "ex_tine"], "do you mean 'ex_tiny'?"),
])
def test_a_name_that_does_not_exist(built, words, said, capsys):
    course = ["--course", str(built.root)] if words[0] in VERBS else []
    assert cli.main([*words, *course]) == 2
    error = capsys.readouterr().err
    assert said in error and len(error.splitlines()) == 1


@pytest.mark.parametrize("words, said", [
    (["grade", "--cuorse", "x"], "autograder grade: there is no option '--cuorse'; do you mean '--course'? `autograder grade --help`"),
    (["table", "--xyz"], "no option '--xyz'. `autograder table --help`"),
    (["bank", "q1_bpe", "--why", "q2_similarity"], "'q2_similarity' belongs in front of the options"),
    (["collect"], "autograder collect: the following arguments are required: ZIP, --assignment; `autograder collect --help`"),
    (["export", "--to", "excel"], "invalid choice: 'excel'"),
    (["demo", "--students", "x"], "--students: a whole number from 1 on is needed, not 'x'"),
    (["bank", "q1_bpe", "--sample", "0"], "--sample: a whole number from 1 on is needed, not '0'"),
    (["--hlep"], "autograder: "),
])
def test_a_wrong_option_is_one_sentence(words, said, capsys):
    try:
        status = cli.main(words)
    except SystemExit as end:
        status = end.code
    error = capsys.readouterr().err
    assert status == 2 and said in error and len(error.splitlines()) == 1


def test_a_folder_that_is_no_course_is_said_and_left_alone(tmp_path, capsys):
    for verb in ("grade", "feedback"):
        assert cli.main([verb, "--course", str(tmp_path)]) == 2
        assert "this is no course: there is no notebook in" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("verb", ["table", "report", "export", "regrade", "grade"])
def test_a_gradebook_out_of_reach_is_one_sentence_without_its_password(built, verb, capsys):
    import nbformat

    (built.root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.db_url = 'postgresql://teacher:secret@localhost:1/grades'\n")
    hand_in(built, "ann", nbformat.read(built.release("ja"), as_version=4))
    assert cli.main([verb, "--course", str(built.root)]) == 2
    error = capsys.readouterr().err
    assert "postgresql://teacher:***@localhost:1/grades: the gradebook cannot be opened (" in error and len(error.splitlines()) == 1 and "secret" not in error


def test_a_class_that_is_too_small_leaves_nothing_behind(tmp_path, capsys):
    assert cli.main(["demo", "q1_bpe", "--students", "3", "--course", str(tmp_path / "demo")]) == 2
    assert "more than" in capsys.readouterr().err and not (tmp_path / "demo").exists()


def test_a_path_through_a_file_is_one_sentence(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert cli.main(["demo", "q1_bpe", "--students", "12", "--course", str(tmp_path / "file" / "demo")]) == 2
    assert "Not a directory" in capsys.readouterr().err


def test_an_answer_that_is_not_in_the_bank(capsys):
    assert cli.main(["bank", "q1_bpe", "--answer", "counts_words_onc"]) == 2
    assert "do you mean 'counts_words_once'?" in capsys.readouterr().err


@pytest.mark.parametrize("said, status", [("yes", 2), ("0", 0)])
def test_only_1_takes_the_walls_down(said, status, monkeypatch):
    from autograder.errors import InputError
    from autograder.kernels import choose

    monkeypatch.setenv(choose.NO_SANDBOX, said)
    if status:
        with pytest.raises(InputError, match="AUTOGRADER_NO_SANDBOX: 1 .* or 0 is needed, not 'yes'"):
            choose.theirs()
    else:
        assert choose.theirs() == ("walled" if sys.platform == "linux" else "python3")


def test_no_word_at_all_lists_the_verbs(capsys):
    assert cli.main([]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in VERBS)


@pytest.mark.parametrize("verb", ["source", "bank", "check", "mutants", "nbval"])
def test_an_author_is_told_what_was_meant(verb, capsys):
    assert cli.main([verb, "q1_bqe"]) == 2
    assert "do you mean 'q1_bpe'?" in capsys.readouterr().err


def test_a_name_is_respected(built, scheduler, capsys):
    import nbformat

    other = built.root / "source" / "ex_other" / "o1_copy.ipynb"
    other.parent.mkdir()
    other.write_bytes(built.source.read_bytes())
    hand_in(built, "ann", nbformat.read(built.release("ja"), as_version=4))
    course = ["--course", str(built.root)]
    assert cli.main(["grade", "t1_add", "--scheduler", scheduler, *course]) == 0
    assert set(scores(built, "ann")) == {"t-sum", "t-zero"}
    capsys.readouterr()
    assert cli.main(["table", *course]) == 0 and "o1_copy" in capsys.readouterr().out
    for name in ("t1_add", "ex_tiny"):
        assert cli.main(["table", name, *course]) == 0
        said = capsys.readouterr().out
        assert "t1_add" in said and "o1_copy" not in said and "0/3" in said
        assert cli.main(["feedback", name, *course]) == 0 and "no feedback" not in capsys.readouterr().out
    assert (built.root / "feedback" / "ann" / "ex_tiny" / "t1_add.html").exists()
    assert cli.main(["feedback", "o1_copy", *course]) == 2 and "nothing of it is graded" in capsys.readouterr().err


def test_a_wrong_number_of_workers_is_one_sentence(built, scheduler):
    import nbformat

    hand_in(built, "ann", nbformat.read(built.release("ja"), as_version=4))
    for verb in ("grade", "feedback"):
        status, said = run(verb, "--course", built.root, AUTOGRADER_WORKERS="abc")
        assert status == 2 and "AUTOGRADER_WORKERS: a whole number from 1 on is needed, not 'abc'" in said and "Traceback" not in said
        grade(read_course(built.root), scheduler=scheduler)


def test_every_command_that_a_text_names_exists():
    """`autograder VERB` and `make GOAL` in the guides and in what the tools print."""
    import re

    goals = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M))
    files = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "Makefile", *(ROOT / "autograder").rglob("*.py")]
    named = [(path.name, *found) for path in files for found in re.findall(r"(?:`|(?:bin|BIN\))/)(autograder|make) ([a-z]+)", path.read_text(encoding="utf-8"))]
    assert len(named) > 20
    assert [n for n in named if n[2] not in (VERBS if n[1] == "autograder" else goals)] == []
