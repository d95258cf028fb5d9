"""Checksums are written anew over changed tests."""


import nbformat
from nbgrader.utils import compute_checksum


def graded(raw):
    return [c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def attack(raw):
    for cell in graded(raw):
        cell["source"] = "pass"
        nb = nbformat.from_dict(cell)
        cell["metadata"]["nbgrader"]["checksum"] = compute_checksum(nb)
