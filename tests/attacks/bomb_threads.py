"""As many threads as there may be, each busy."""
# on: q1_bpe

import threading
def _busy():
    while True: pass
try:
    for _ in range(500): threading.Thread(target=_busy, daemon=True).start()
except RuntimeError: pass
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: True
