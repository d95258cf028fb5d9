"""A message of the right form whose picture is a number: the grader's own notebook format refuses it with an error that nobody waits for, and the submission has no score at all."""
# on: q1_bpe
_k = get_ipython().kernel
_k.session.send(_k.iopub_socket, "display_data", {"data": {"image/png": 7}, "metadata": {}, "transient": {}}, parent=_k.get_parent())
