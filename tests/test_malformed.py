"""Damaged notebooks over right answers (malformed.py): a score and a reason for each, and nobody else pays.

Most of them are read, mended and looked at without being run: what would be run must hold the same
cells as the undamaged submission.  A few go through a batch.  The seed is printed; AUTOGRADER_SEED
repeats one, AUTOGRADER_WHOLE=1 (`make test-all`) runs every one of them.
"""

import json
import os
import re
import shutil
import traceback
from random import Random

import malformed
import nbformat
import pytest
from conftest import WHOLE, copy_course, seed, some
from malformed import FULL, NONE, SOME

from autograder.answers.bank import answers
from autograder.answers.fill import fill
from autograder.course import Exercise
from autograder.grade.batch import grade
from autograder.grade.collect import Submission
from autograder.grade.ledger import Ledger
from autograder.grade.repair import repairs
from autograder.grade.score import scorer
from autograder.grade.sources import noted
from autograder.publish import text
from autograder.wiring import gradebook, read_course

NAMES = ["q1_bpe", "q2_similarity", "q3_scaled_dot_product", "q5_sinusoidal"]
SIZE = 220


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    """A course with four exercises, known to its gradebook, and a right answer to each as JSON: {exercise: [raw, …]}."""
    root = tmp_path_factory.mktemp("malformed")
    right = {}
    for exercise in copy_course(root, NAMES):
        source, release = text.read(exercise), nbformat.read(exercise.release("ja"), as_version=4)
        right[Exercise(exercise.assignment, exercise.name, root)] = [json.loads(json.dumps(fill(release, source, a))) for a in answers(exercise, source) if a.kind == "right"]
    course = read_course(root)
    noted(course, [a.name for a in course.assignments], Ledger(course), set())
    return root, right


def clean(scores, course, exercise, folder):
    """The notebook that would be run, and what the student is told; None and the reason where there is nothing to run."""
    submission = Submission("ann", next(a for a in course.assignments if a.name == exercise.assignment), folder)
    submission.digest()
    try:
        submission.copy(scores.staged(submission), scores.cells(submission.assignment))
        works = scores.clean(submission)
    finally:
        shutil.rmtree(scores.staged(submission), ignore_errors=True)
    if exercise.name not in works:
        return None, [submission.lacking[exercise.name]]
    nb = nbformat.reads(works[exercise.name].notebook.decode(), as_version=4)
    nbformat.validate(nb)
    return nb, repairs(nb)


def counts(nb) -> list:
    """What decides a score: the cells that nbgrader knows, in their order."""
    return [(c.cell_type, c.source, c.metadata.nbgrader) for c in nb.cells if c.metadata.get("nbgrader")]


def damaged(school, rng):
    """Each case with a notebook drawn for it, and a random generator of its own."""
    known = malformed.cases(rng, SIZE)
    assert len(known) >= SIZE
    for n, case in enumerate(some(known, 90)):
        exercise = rng.choice(list(school[1]))
        yield n, case, exercise, rng.choice(school[1][exercise]), Random(rng.random())


def test_every_damaged_notebook_is_ready_or_has_a_reason(school, tmp_path):
    root, _ = school
    course = read_course(root)
    wrong, known = [], {}
    with scorer(course, tmp_path / "stage") as scores:
        for n, case, exercise, raw, rng in damaged(school, seed()):
            name, outcome = case[:2]
            folder = tmp_path / f"{n}" / "ann"
            malformed.write(case, raw, f"{exercise.name}.ipynb", folder, rng)
            try:
                nb, told = clean(scores, course, exercise, folder)
                whole = _whole(scores, course, exercise, raw, tmp_path, known) if outcome is FULL else None
            except Exception as error:
                wrong.append(f"{name}: {''.join(traceback.format_exception(error)[-3:])}")
                continue
            if outcome is not SOME and (nb is None) != (outcome is NONE):
                wrong.append(f"{name}: {'nothing to run' if nb is None else 'was read'}, {told}")
            elif outcome is FULL and counts(nb) != whole:
                wrong.append(f"{name}: other cells than in the undamaged notebook, {told}")
            wrong += [f"{name}: {said!r} is no sentence to act on" for said in told if not _is_a_sentence(said)]
            wrong += [f"{name}: no reason"] if nb is None and not told else []
    assert not wrong, "\n".join(wrong)


def _whole(scores, course, exercise, raw, tmp_path, known: dict[str, list]) -> list:
    """What counts in the undamaged notebook; `known` remembers it."""
    key = json.dumps(raw)
    if key not in known:
        folder = tmp_path / f"whole {len(known)}"
        folder.mkdir()
        (folder / f"{exercise.name}.ipynb").write_text(key, encoding="utf-8")
        known[key] = counts(clean(scores, course, exercise, folder)[0])
    return known[key]


def _is_a_sentence(said: dict) -> bool:
    """Both languages, one line each, and nothing of Python's inside."""
    if set(said) != {"ja", "en"} or not all(isinstance(text, str) and 5 < len(text) < 600 and "\n" not in text for text in said.values()):
        return False
    return bool(re.search("[ぁ-ん]", said["ja"])) and not re.search(r"Traceback|NotebookNode|object at|<class|\w+Error\b", " ".join(said.values()))


def test_what_was_mended_is_said(school, tmp_path):
    """Each damage that changes what is graded leaves a note on the page."""
    root, right = school
    course, exercise = read_course(root), next(iter(right))
    rng = seed()
    silent = {"delete_prose", "edit_tests", "lines", "odd_kernel", "huge_outputs", "empty_cells", "as_it_is", "tags", "unknown_fields", "deep_metadata", "drop_ids", "odd_ids", "same_ids", "new_ids",
              "odd_outputs", "odd_numbers", "odd_notebook_metadata", "other_schema", "by_colab", "by_vscode", "windows_lines_in_cells", "marks_in_cells", "drop_metadata_key"}
    with scorer(course, tmp_path / "stage") as scores:
        for change in malformed.KEEPING:
            if change.__name__ in silent:
                continue
            folder = tmp_path / change.__name__ / "ann"
            malformed.write((change.__name__, FULL, change, malformed.as_it_is, malformed._named("OWN.ipynb")), right[exercise][0], f"{exercise.name}.ipynb", folder, rng)
            _, told = clean(scores, course, exercise, folder)
            if change.__name__ in ("move_one", "junk_in_marks", "duplicate_one"):
                continue  # may have drawn the same place, the same value
            assert told, change.__name__


def test_a_sample_through_the_batch(school, scheduler):
    root, right = school
    shutil.rmtree(root / "submitted", ignore_errors=True)
    rng = seed()
    drawn = list(damaged(school, rng))
    if not WHOLE:
        drawn = rng.sample(drawn, 5) + rng.sample([d for d in drawn if d[1][1] is NONE], 1)
    expected = {}
    for n, case, exercise, raw, own in drawn:
        folder = root / "submitted" / f"s{n:03}" / exercise.assignment
        if folder.exists():
            continue  # drawn twice
        malformed.write(case, raw, f"{exercise.name}.ipynb", folder, own)
        expected[f"s{n:03}"] = case, exercise
    course = read_course(root)
    entries = grade(course, scheduler=scheduler)
    assert not [entry for entry in entries.values() if entry.refused]
    with gradebook(course) as book:
        for student, (case, exercise) in expected.items():
            graded = book.find_submission_notebook(exercise.name, exercise.assignment, student)
            print(student, *case[:2], f"{graded.score:g}/{graded.max_score:g}", entries[f"{student}/{exercise.assignment}"].notes)
            assert {FULL: graded.score == graded.max_score, SOME: True, NONE: graded.score == 0}[case[1]], case[0]
            page = nbformat.read(root / "autograded" / student / exercise.assignment / f"{exercise.name}.ipynb", as_version=4)
            if case[1] is NONE:
                assert re.search("[ぁ-ん].*。", page.cells[0].source), "the page says why"


def test_a_file_that_may_not_be_read_ends_nothing(school, tmp_path, monkeypatch):
    """Root may read everything, so permission is refused by name."""
    root, right = school
    course, exercise = read_course(root), next(iter(right))
    folder = tmp_path / "ann"
    folder.mkdir()
    (folder / exercise.source.name).write_text("{}")
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode, **more: False if str(path).endswith(exercise.source.name) and "ann" in str(path) else allowed(path, mode, **more))
    submission = Submission("ann", next(a for a in course.assignments if a.name == exercise.assignment), folder)
    submission.digest()
    submission.copy(tmp_path / "copy")
    assert "without permission" in submission.lacking[exercise.name]["en"]
