"""An output widget that lets go of the outputs twice: the grader takes a hook from an empty list, and the error ends the run of the whole submission."""
# on: q1_bpe
_k = get_ipython().kernel
_state = {"_model_module": "@jupyter-widgets/output", "_model_name": "OutputModel", "outputs": [], "msg_id": ""}
_k.session.send(_k.iopub_socket, "comm_open", {"comm_id": "w", "target_name": "jupyter.widget", "data": {"state": _state}}, parent=_k.get_parent())
for _of in ("somebody", "", ""):
    _k.session.send(_k.iopub_socket, "comm_msg", {"comm_id": "w", "data": {"method": "update", "state": {"msg_id": _of}}}, parent=_k.get_parent())
