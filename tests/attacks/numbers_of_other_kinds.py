"""Decimal, Fraction, complex and huge integers with NaN inside in place of floats."""
# on: q2_similarity
# ---- after each solution cell
import itertools
from decimal import Decimal
from fractions import Fraction
_turn = itertools.cycle([Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Fraction(1, 10**4000), complex("nan"), 10**5000, -0.0, float("inf"), True, b"0", Decimal("1e999999")])
for _name in NAMES:
    globals()[_name] = lambda *a, **k: next(_turn)
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: 0.0
