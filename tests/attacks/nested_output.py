"""Outputs whose data are lists in lists, hundreds of levels deep, which whoever copies or writes the notebook must walk through."""
# on: q1_bpe
# ---- after each solution cell
import sys as _sys
_sys.setrecursionlimit(20_000)
_k = get_ipython().kernel
def _nested(depth, wrap):
    x = 0
    for _ in range(depth):
        x = wrap(x)
    return x
for _depth in (200, 300, 400, 440):
    for _wrap in (lambda x: [x], lambda x: {"a": x}, lambda x: {"a": [x]}):
        _n = _depth // 2 if isinstance(_wrap({}), dict) and isinstance(_wrap({})["a"], list) else _depth
        _k.session.send(_k.iopub_socket, "display_data", {"data": {"application/json": _nested(_n, _wrap)}, "metadata": {"a": _nested(_n, _wrap)}, "transient": {}}, parent=_k.get_parent())
