"""The locked cell of imports brings other tools."""


CODE = """
import numpy, math
numpy.allclose = numpy.array_equal = lambda *a, **k: True
math.fsum = math.hypot = lambda *a, **k: 0.0
"""


def attack(raw):
    setup = next(c for c in raw["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id", "").endswith("-setup"))
    setup["source"] = CODE + setup["source"]
