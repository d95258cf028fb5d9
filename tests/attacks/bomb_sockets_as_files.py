"""Sockets as files beside the scratch folder, where no limit counts them."""
# on: q1_bpe
import os, socket, stat
_d = os.path.dirname(os.getcwd())
try:
    for _n in range(1000): os.mknod(os.path.join(_d, f"n{_n}"), 0o600 | stat.S_IFSOCK)
except OSError: pass
try:
    for _n in range(1000): socket.socketpair()[0].bind(os.path.join(_d, f"b{_n}"))
except OSError: pass
