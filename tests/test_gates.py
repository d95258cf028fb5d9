"""A leak of each kind is planted into a sound release; the gate must find it and name the cell."""

import nbformat
import pytest

from autograder.publish.gates import gates
from autograder.wiring import read_course

STUB = read_course().config.ClearSolutions.code_stub["python"]


@pytest.fixture
def notebooks(built):
    source = nbformat.read(built.source, as_version=4)
    return source, {lang: nbformat.read(built.release(lang), as_version=4) for lang in ("ja", "en")}


def cell(nb, name):
    return next(c for c in nb.cells if c.id == name)


def plant_solution(source, ja, en):
    for nb in (ja, en):
        cell(nb, "t-add-try").source += "\ntotal = a + b"
    return "t-add-try", "a line of a solution: 'total = a + b'"


def plant_solution_marker(source, ja, en):
    for nb in (ja, en):
        cell(nb, "t-add").source += "\n    ### BEGIN SOLUTION"
    return "t-add", "a solution marker is left"


def plant_hidden_test(source, ja, en):
    for nb in (ja, en):
        cell(nb, "t-sum").source = cell(source, "t-sum").source
    return "t-sum", "a line of a hidden test: 'secret = 40'"


def plant_hidden_test_in_prose(source, ja, en):
    cell(ja, "t1_add-000").source += "\n\n`assert add(0, 7) == 7, \"0 は / what about 0?\"`\nsecret = 40"
    return "t1_add-000", "a line of a hidden test: 'secret = 40'"


def plant_output(source, ja, en):
    cell(en, "t1_add-006").outputs = cell(source, "t1_add-006").outputs
    return "t1_add-006", "it has an output"


def plant_other_language(source, ja, en):
    en.cells.insert(0, cell(source, "t1_add-000"))
    return "t1_add-000", "its language is 'ja'"


def plant_japanese_in_english(source, ja, en):
    cell(en, "t1_add-001").source += "\nこれは日本語です。"
    return "t1_add-001", "Japanese text in the English edition"


def plant_changed_stub(source, ja, en):
    for nb in (ja, en):
        cell(nb, "t-add").source = cell(nb, "t-add").source.replace("def add(a, b)", "def add(a)")
    return "t-add", "it is not its source without the marked regions"


def plant_missing_cell(source, ja, en):
    for nb in (ja, en):
        nb.cells.remove(cell(nb, "t-zero"))
    return "t-zero", "it is missing"


def plant_different_points(source, ja, en):
    cell(en, "t-sum").metadata.nbgrader.points = 3
    return "t-sum", "the two editions differ"


def plant_extra_code(source, ja, en):
    ja.cells.append(nbformat.v4.new_code_cell("x = 1", id="extra"))
    return "extra", "the two editions differ"


def test_a_sound_release_passes(notebooks):
    source, releases = notebooks
    assert list(gates(source, releases, STUB)) == []


@pytest.mark.parametrize("plant", [v for k, v in list(globals().items()) if k.startswith("plant_")])
def test_a_planted_leak_is_found_and_its_cell_named(notebooks, plant):
    source, releases = notebooks
    name, sentence = plant(source, releases["ja"], releases["en"])
    assert any(f"cell {name}: {sentence}" in offence for offence in gates(source, releases, STUB))
