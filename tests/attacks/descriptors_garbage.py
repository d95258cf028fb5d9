"""Garbage is written to every descriptor that this process has."""
# on: q1_bpe
import os, stat
for _fd in range(3, 200):
    try:
        if stat.S_ISSOCK(os.fstat(_fd).st_mode): os.write(_fd, b'\xff' * 100)
    except OSError: pass
