"""Jupyter messages with other cells' numbers: replies, idle, results, errors, inputs, clears."""
# on: q1_bpe
# ---- after each solution cell
_k = get_ipython().kernel
def _forges(*a, **k):
    for t, c in [("execute_reply", {"status": "ok", "execution_count": 1, "user_expressions": {}}), ("status", {"execution_state": "idle"}), ("execute_result", {"data": {"text/plain": "3.0"}, "metadata": {}, "execution_count": 1}), ("clear_output", {"wait": False}), ("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": {"a": 1}}}), ("comm_msg", {"comm_id": "x", "data": {"method": "update", "state": {"a": 2}}}), ("input_request", {"prompt": "?", "password": False}), ("shutdown_reply", {"restart": True}), ("nonsense", {})]:
        for n in range(3):
            _k.session.send(_k.iopub_socket, t, c, parent={"msg_id": f"{_k.session.session}_{n}", "msg_type": "execute_request"})
    return True
for _name in NAMES:
    globals()[_name] = _forges
