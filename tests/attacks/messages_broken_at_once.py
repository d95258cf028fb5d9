"""The same in a solution cell itself, not in a call."""
# on: q1_bpe

_k = get_ipython().kernel
for c in ({"data": 3}, [], {"name": 5, "text": None}, {"output_type": {}}, {"data": {"text/html": 3, "image/png": []}, "metadata": [], "transient": 5}):
    for t in ("stream", "display_data", "execute_result", "error", "update_display_data", "clear_output", "comm_open"):
        _k.session.send(_k.iopub_socket, t, c, parent=_k.get_parent())
