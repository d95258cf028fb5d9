"""Downloads of Moodle and Canvas into submitted/, and the gradebook out to their tables."""

import csv
import zipfile

import pytest

from autograder.errors import InputError
from autograder.grade.download import collect
from autograder.report.export import export
from autograder.wiring import gradebook, read_course


def _zip(path, files):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def _submitted(root):
    return {str(p.relative_to(root / "submitted")): p.read_text() for p in (root / "submitted").rglob("*") if p.is_file()}


def test_moodle(built, tmp_path):
    root = built.root
    archive = _zip(tmp_path / "m.zip", {"山田 花子_101_assignsubmission_file_/t1_add.ipynb": "A", "O'Neil_Ann_102_assignsubmission_file/t1_add.ipynb": "B",
                                        "Flat Name_103_assignsubmission_file_t1_add.ipynb": "C"})
    assert collect(read_course(root), archive, "ex_tiny") == 0
    assert _submitted(root) == {f"{n}/ex_tiny/t1_add.ipynb": c for n, c in (("101", "A"), ("102", "B"), ("103", "C"))}


def test_canvas_and_odd_names_are_reported(built, tmp_path, capsys):
    root = built.root
    archive = _zip(tmp_path / "c.zip", {"doejane_11_900_t1_add-2.ipynb": "A", "roebob_LATE_12_901_t1_add.ipynb": "B", "roebob_LATE_12_901_t1_add-1.ipynb": "B2",
                                        "roebob_12_902_data.csv": "1,2", "homework final.ipynb": "who?",
                                        "../up_13_903_t1_add.ipynb": "C", "fun_14_904_t1..add.ipynb": "D"})
    assert collect(read_course(root), archive, "ex_tiny") == 3
    assert {k: v for k, v in _submitted(root).items() if k.startswith("11")} == {"11/ex_tiny/t1_add.ipynb": "A"}
    assert sorted(v for k, v in _submitted(root).items() if k.startswith("12")) == ["1,2", "B", "B2"]
    said = capsys.readouterr().out
    assert "homework final.ipynb" in said and "twice" in said and "c.zip/../up_13_903_t1_add.ipynb" in said and "c.zip/fun" not in said
    assert [p.read_text() for p in (root / "downloaded").rglob("homework final.ipynb")] == ["who?"]


def test_bad_input_is_one_sentence(built, tmp_path):
    course = read_course(built.root)
    with pytest.raises(InputError, match="no such file"):
        collect(course, tmp_path / "none.zip", "ex_tiny")
    (tmp_path / "x.zip").write_text("no")
    with pytest.raises(InputError, match="not a zip"):
        collect(course, tmp_path / "x.zip", "ex_tiny")
    with pytest.raises(InputError, match="no assignment"):
        collect(course, tmp_path / "x.zip", "nonsense")


@pytest.fixture
def booked(built):
    course = read_course(built.root)
    with gradebook(course) as book:
        book.update_or_create_student("11", first_name="Jane", last_name="Doe, jr", email="jane@example.org")
        book.update_or_create_student("bob")
        submission = book.update_or_create_submission("ex_tiny", "11")
        grades = submission.notebooks[0].grades
        for grade in grades:
            grade.manual_score = 0.5 if grade is grades[0] else 1
        book.db.commit()
    return course


def _rows(course, to):
    with open(export(course, to), encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_exports(booked):
    head, points, jane, bob = _rows(booked, "canvas")
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "ex_tiny"]
    assert points == ["    Points Possible", "", "", "", "", "3"]
    assert jane == ["Doe, jr, Jane", "11", "", "", "", "1.5"] and bob == ["bob", "", "", "bob", "", ""]
    head, jane, bob = _rows(booked, "moodle")
    assert dict(zip(head, jane, strict=True)) == {"Identifier": "Participant 11", "First name": "Jane", "Last name": "Doe, jr", "ID number": "", "Email address": "jane@example.org", "Assignment: ex_tiny (Real)": "1.5"}
    assert bob[3] == "bob" and bob[-1] == ""
    head, jane, bob = _rows(booked, "csv")
    assert head == ["student", "last_name", "first_name", "email", "ex_tiny", "total"] and jane[-2:] == ["1.5", "1.5"] and bob[0] == "bob"


def test_whom_moodle_cannot_find_is_said(booked, capsys):
    export(booked, "moodle")
    assert "e-mail" not in capsys.readouterr().out, "bob has an id that is no number of a download"
    with gradebook(booked) as book:
        book.update_or_create_student("12")
    export(booked, "moodle")
    assert "1 students have no e-mail address (e.g. 12)" in capsys.readouterr().out
    export(booked, "canvas")
    assert capsys.readouterr().out == ""
