"""Each function raises asyncio.CancelledError, which is no Exception."""
# on: q1_bpe
# ---- after each solution cell
def _raises(*a, **k): raise __import__('asyncio').CancelledError
for _name in NAMES:
    globals()[_name] = _raises
