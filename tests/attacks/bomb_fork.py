"""A function forks five hundred children that sleep."""
# on: q1_bpe
import os, time
def _fork(*a, **k):
    for _ in range(500):
        if os.fork() == 0:
            time.sleep(5); os._exit(0)
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = _fork
