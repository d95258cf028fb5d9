"""An answer holds a pickle and unknown tags."""
# on: q1_bpe
from autograder.judge import kernel as _kernel
_peer = _kernel._peer
_peer.answer = lambda head, buffers: _peer.wire.send({'a': head['q'], 'v': ['pickle', 0], 's': []}, [memoryview(b'cos\nsystem\n(S"true"\ntR.')])
