"""A class of exception that is every exception that a test may expect."""
# on: q2_similarity
# ---- after each solution cell
class _All(ValueError, KeyError, IndexError, TypeError, ZeroDivisionError): pass
def _raises(*a, **k): raise _All("一つ / one")
for _name in NAMES:
    globals()[_name] = _raises
# ---- the same without the attack
def _f(*a, **k): raise ValueError
for _name in NAMES:
    globals()[_name] = _f
