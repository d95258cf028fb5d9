"""Rebuild everything and compare it with what is committed; then the release gates.

Text must be equal byte for byte.  Pictures are compared by their pixels, because
the bytes of a PNG depend on the machine's compression library.  A cell tagged
`nbval-ignore-output` (it varies by nature) is compared without its outputs; so is
every cell when this Python carries another `pydoc_data.topics` than the one that
the committed notebooks were made with.
"""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import numpy as np
from nbformat.notebooknode import NotebookNode
from PIL import Image

from autograder.course import LANGS, ROOT, Exercise, display, workers
from autograder.kernels import choose
from autograder.publish import source, text
from autograder.publish.gates import UNCLEAR_FAILS, gates
from autograder.publish.stages import build_releases, executed
from autograder.publish.start import build_start
from autograder.publish.texts import unclear_texts
from autograder.wiring import read_course

PIXELS = 0.02  # mean difference of brightness (0 to 1) up to which two pictures are the same


def check(exercises: list[Exercise], run: bool = True) -> int:
    """Print every difference and offence; returns 1 if there is one.

    run: also run the notebooks and compare outputs and pictures; without it, as in `make test`, nbval does that.
    """
    offences = []
    for exercise, built in zip(exercises, executed(exercises) if run else map(_still, exercises)):
        if not exercise.source.exists():
            offences.append(f"{display(exercise.source)}: it does not exist; run `make source`")
            continue
        committed = nbformat.read(exercise.source, as_version=4)
        strict = run and same_topics(committed)
        if run and not strict:
            print(f"{exercise}: outputs are not compared, this Python carries another pydoc_data.topics")
        offences += [f"{display(exercise.source)}: {d}" for d in differences(committed, built, strict)]
    if not offences:
        offences += _releases(exercises)
    if UNCLEAR_FAILS:
        offences += unclear_texts(exercises)
    elif count := len(unclear_texts(exercises)):
        print(f"{count} texts in code are unclear or too long; `autograder texts` lists them")
    for offence in offences:
        print(offence)
    print(f"check: {len(exercises)} exercises, {len(offences)} offences")
    return min(1, len(offences))


def _still(exercise: Exercise) -> NotebookNode:
    """What the text would become, with the outputs that the committed notebook has."""
    nb = text.read(exercise)
    if exercise.source.exists():
        ran = {c.id: c.outputs for c in nbformat.read(exercise.source, as_version=4).cells if c.cell_type == "code"}
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = ran.get(cell.id, [])
        source.attach_expected(nb, exercise)
    return nb


def same_topics(committed: NotebookNode) -> bool:
    return committed.metadata.get("course", {}).get("topics") == source.topics_digest()


def differences(committed: NotebookNode, built: NotebookNode, outputs: bool = True) -> Iterator[str]:
    """One sentence per cell that differs.  outputs: whether outputs count."""
    old, new = {c.id: c for c in committed.cells}, {c.id: c for c in built.cells}
    if list(old) != list(new):
        yield f"the cells differ: {sorted(old.keys() ^ new.keys()) or 'another order'}; run `make source`"
    for name in [n for n in new if n in old]:
        a, b = old[name], new[name]
        if (a.source, a.metadata, a.cell_type) != (b.source, b.metadata, b.cell_type) or list(a.get("attachments", {})) != list(b.get("attachments", {})):
            yield f"cell {name}: it is not what the text says; run `make source` (or `make sync` if you edited the notebook)"
        elif outputs and a.cell_type == "code" and "nbval-ignore-output" not in a.metadata.get("tags", []):
            if [_bare(o) for o in a.outputs] != [_bare(o) for o in b.outputs]:
                yield f"cell {name}: its output is another one when it is run again"
            elif not all(_look_alike(p, q) for p, q in zip(_pictures(a), _pictures(b))):
                yield f"cell {name}: its picture is another one when it is run again"
        elif outputs and not all(_look_alike(p["image/png"], b.attachments[n]["image/png"]) for n, p in a.get("attachments", {}).items()):
            yield f"cell {name}: the picture that it shows is not the one that its cell draws; run `make source`"


def _bare(output) -> dict:
    """The output without pixels."""
    bare = nbformat.from_dict(output)
    if "image/png" in bare.get("data", {}):
        bare.data["image/png"] = "a picture"
    return bare


def _pictures(cell) -> list[str]:
    return [o.data["image/png"] for o in cell.outputs if "image/png" in o.get("data", {})]


def _look_alike(one: str, other: str) -> bool:
    a, b = (np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"), float) / 255 for png in (one, other))
    return a.shape == b.shape and float(np.abs(a - b).mean()) <= PIXELS


def _releases(exercises: list[Exercise]) -> Iterator[str]:
    """Differences between the committed releases and fresh ones, then the gates' offences."""
    stub = read_course().config.ClearSolutions.code_stub["python"]
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        (root / "source").symlink_to(ROOT / "source")
        build_releases(exercises, read_course(root))
        build_start(ROOT, root / "release")
        for path in sorted((root / "release").glob("*/start.ipynb")):
            committed = ROOT / path.relative_to(root)
            if not committed.exists() or committed.read_bytes() != path.read_bytes():
                yield f"{display(committed)}: it is not what course/start.py says; run `make release`"
        for exercise in exercises:
            releases = {}
            for lang in LANGS:
                path = exercise.release(lang)
                if not path.exists() or path.read_bytes() != (root / path.relative_to(ROOT)).read_bytes():
                    yield f"{display(path)}: it is not what nbgrader makes of the source; run `make release`"
                if path.exists():
                    releases[lang] = nbformat.read(path, as_version=4)
            if len(releases) == len(LANGS):
                yield from gates(nbformat.read(exercise.source, as_version=4), releases, stub)


def nbval(exercises: list[Exercise]) -> int:
    """pytest --nbval on the source notebooks; --nbval-lax (runs, no comparison) where the text differs."""
    status = 0
    groups = {"--nbval": [], "--nbval-lax": []}
    for exercise in exercises:
        strict = same_topics(nbformat.read(exercise.source, as_version=4))
        groups["--nbval" if strict else "--nbval-lax"].append(str(exercise.source))
    for flag, paths in groups.items():
        if paths:
            print(f"pytest {flag}: {len(paths)} source notebooks")
            command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", flag, f"--nbval-kernel-name={choose.ours()}", "--nbval-kernel-startup-timeout=120",
                       f"--numprocesses={workers() if len(paths) > 1 else 0}", "--dist=loadfile", *paths]
            status |= subprocess.run(command, cwd=ROOT, env=source.environment()).returncode
    return min(1, status)
