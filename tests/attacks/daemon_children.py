"""Children of children in sessions of their own, that ignore signals and outlive their parents."""
# on: q1_bpe

import os, signal, time
for _ in range(10):
    try:
        if os.fork() == 0:
            os.setsid()
            for s in range(1, 65):
                try: signal.signal(s, signal.SIG_IGN)
                except (OSError, ValueError): pass
            if os.fork() == 0:
                time.sleep(300)
            os._exit(0)
    except OSError: pass
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: True
