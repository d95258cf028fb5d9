"""The kernel numbers its cells with texts, infinities, negative numbers and trees, and dates its messages in other millennia."""
# on: q1_bpe
import itertools, datetime
_k = get_ipython().kernel
_odd = itertools.cycle(["<b>1</b>", -1, 1e308 * 10, {"a": [1]}, [[[[]]]], True, 10**18, None, float("nan")])
_when = itertools.cycle([datetime.datetime.max, datetime.datetime.min, "yesterday", 0, None, "9999-12-31T23:59:59.999999+14:00"])
_send, _header = _k.session.send, _k.session.msg_header
def _sends(stream, msg, content=None, *a, **k):
    if isinstance(content, dict) and "execution_count" in content: content = {**content, "execution_count": next(_odd)}
    return _send(stream, msg, content, *a, **k)
def _heads(msg_type):
    return {**_header(msg_type), "date": next(_when)}
_k.session.send, _k.session.msg_header = _sends, _heads
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: True
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: True
