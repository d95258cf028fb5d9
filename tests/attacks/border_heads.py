"""Frames with odd heads: no buffers, too many, negative, of other types, with keys twice."""
# on: q1_bpe
import autograder.judge.kernel as _kernel
_w = _kernel._peer.wire
# ---- after each solution cell
import struct
_n = [0]
def _garbage(*a, **k):
    _n[0] += 1
    q = _kernel._peer.pending[-1]
    d = [b'{"a": %d, "v": true, "b": [-1]}', b'{"a": %d, "v": true, "b": {}}', b'{"a": %d, "v": true}', b'{"a": %d, "v": NaN, "b": []}', b'{"a": %d, "a": 1e400, "v": Infinity, "b": []}', b'[%d]', b'{"a": %d, "v": ["d", ["l"], 1], "b": []}', b'{"a": %d, "v": ["T","float32",[-1],0,0,null], "b": [0]}'][_n[0] % 8] % q
    _w.sock.sendall(struct.pack("<4sIQ", b"TFB1", len(d), 0) + d)
    return True
for _name in NAMES:
    globals()[_name] = _garbage
