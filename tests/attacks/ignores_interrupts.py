"""Signals are blocked and ignored, then each function sleeps for ever."""
# on: q1_bpe
# ---- after each solution cell
import signal, time, threading
def _sleeps(*a, **k):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
    while True: time.sleep(1)
for _name in NAMES:
    globals()[_name] = _sleeps
