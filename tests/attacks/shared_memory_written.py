"""The memory through which large tensors cross is found and written from a thread for ever, both halves of it."""
# on: q8_multi_head
import gc as _gc
import mmap as _mmap
import threading as _threading
def _write():
    import random
    while True:
        for found in _gc.get_objects():
            if type(found).__name__ == "Room":
                for half in (found.own, found.theirs):
                    half[: 1 << 20] = bytes([random.choice((0, 63, 128))]) * (1 << 20)
_threading.Thread(target=_write, daemon=True).start()
