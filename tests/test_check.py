"""`make check` and nbval: a change by hand is found, and so is one saved output."""

import nbformat
import pytest

from autograder.course import exercises
from autograder.publish import check, source
from autograder.publish.source import dumps


@pytest.fixture
def pair(tiny):
    nb = source.execute(tiny)
    return nbformat.reads(dumps(nb), as_version=4), nb


def test_equal_notebooks_have_no_differences(pair):
    assert list(check.differences(*pair)) == []


@pytest.mark.parametrize("change, words", [
    (lambda nb: setattr(nb.cells[2], "source", nb.cells[2].source + "\n# by hand"), "cell t-add: it is not what the text says"),
    (lambda nb: nb.cells[6].outputs[0].update(text="the sum is 43\n"), "cell t1_add-006: its output is another one"),
    (lambda nb: nb.cells.pop(0), "the cells differ"),
    (lambda nb: nb.cells[4].metadata.nbgrader.update(points=9), "cell t-sum: it is not what the text says"),
])
def test_a_change_by_hand_is_found(pair, change, words):
    committed, built = pair
    change(committed)
    assert any(words in d for d in check.differences(committed, built))


def test_outputs_may_be_left_out_of_the_comparison(pair):
    committed, built = pair
    committed.cells[6].outputs[0].text = "other text\n"
    assert list(check.differences(committed, built, outputs=False)) == []


def test_a_changed_picture_is_found():
    nb = nbformat.read(exercises(only=["q2_similarity"])[0].source, as_version=4)
    other = nbformat.reads(dumps(nb), as_version=4)
    picture = next(o for c in other.cells if c.cell_type == "code" for o in c.outputs if "image/png" in o.get("data", {}))
    assert list(check.differences(other, nb)) == []
    picture.data["image/png"] = _negative(picture.data["image/png"])
    assert any("its picture is another one" in d for d in check.differences(other, nb))


def _negative(png: str) -> str:
    import base64
    import io

    from PIL import Image, ImageOps

    out = io.BytesIO()
    ImageOps.invert(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")).save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def test_nbval_fails_when_one_saved_output_is_changed(tiny, monkeypatch):
    nb = source.execute(tiny)
    source.save(nb, tiny.source)
    assert check.nbval([tiny]) == 0
    nb.cells[6].outputs[0].text = "the sum is 43\n"
    source.save(nb, tiny.source)
    assert check.nbval([tiny]) == 1


def test_an_edit_in_jupyterlab_comes_back_into_the_text(tiny):
    """JupyterLab saves outputs, execution counts and metadata of its own; the text gets the edit and nothing else."""
    from autograder.publish.stages import sync_texts

    nb = source.execute(tiny)
    nb.cells[1].source = "# Sums, again"
    nb.cells[3].metadata.update(editable=True, collapsed=False)
    nb.cells[3].metadata.nbgrader["checksum"] = "0"
    source.save(nb, tiny.source)
    before = tiny.text.read_text(encoding="utf-8")
    sync_texts([tiny])
    assert tiny.text.read_text(encoding="utf-8") == before.replace("# Sums\n", "# Sums, again\n")
