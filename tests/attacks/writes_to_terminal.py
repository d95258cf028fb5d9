"""Escape sequences are written to every descriptor and to /dev/tty."""
# on: q1_bpe

import os, sys
def _writes(*a, **k):
    for fd in range(0, 64):
        try: os.write(fd, b"\x1b]0;OWNEDTITLE\x07OWNEDTEXT\n") if not os.path.realpath(f"/proc/self/fd/{fd}").count("socket") else None
        except OSError: pass
    for out in (sys.__stdout__, sys.__stderr__):
        try: print("OWNEDSTD", file=out, flush=True)
        except Exception: pass
    try: open("/dev/tty", "w").write("OWNEDTTY")
    except OSError: pass
    os.system("echo OWNEDSYS; echo OWNEDSYS >&2")
_writes()
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = _writes
