"""What the kernel answers at the end of its life is no answer: odd types, and brackets without end."""
# on: q1_bpe
import itertools
_k, _turn = get_ipython().kernel, itertools.cycle([5, [1], {"v": 3}, {"v": {"data": None}}, {"v": {"data": {"text/plain": "[" * 1_000_000}}}])
_send = _k.session.send
def _sends(stream, msg, content=None, *a, **k):
    if msg == "execute_reply" and content and content.get("user_expressions"): content["user_expressions"] = next(_turn)
    return _send(stream, msg, content, *a, **k)
_k.session.send = _sends
