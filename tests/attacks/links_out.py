"""Symbolic and hard links, renames and O_TMPFILE that lead out of the scratch folder."""
# on: q1_bpe

import os, shutil
_got = []
for _p in ("/etc/passwd", "/etc/shadow", "/root", "/proc/1/environ", "/proc/1/root", "/proc/1/fd", "/proc/self/root/root", "/proc/self/mem", "/sys/kernel", "/tmp", "/home", "/var", "/dev/shm", "/run"):
    for _f in (lambda: os.symlink(_p, "l"), lambda: os.listdir("l") if os.path.isdir(_p) else open("l").read(10), lambda: os.link(_p, "h"), lambda: os.rename("l", _p + "/x"), lambda: open(_p + "/autograder_was_here", "w")):
        try:
            _r = _f()
            if _r: _got.append((_p, str(_r)[:60]))
        except (OSError, UnicodeDecodeError): pass
    for _n in ("l", "h"):
        if os.path.lexists(_n): os.unlink(_n)
try: os.open("/tmp", os.O_TMPFILE | os.O_RDWR); _got.append("tmpfile")
except OSError: pass
try: os.setxattr(".", "user.x", b"1")
except OSError: pass
print(_got)
