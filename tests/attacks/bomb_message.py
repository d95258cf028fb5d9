"""One message of 150 megabytes, which the grader would read whole before it counts."""
# on: q1_bpe
_k = get_ipython().kernel
_k.session.send(_k.iopub_socket, "stream", {"name": "stdout", "text": "x" * 150_000_000}, parent=_k.get_parent())
import time; time.sleep(1)
