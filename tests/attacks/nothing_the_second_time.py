"""Attention that is wrong for two leading dimensions and when it is asked again: who asks the same a second time, to compare, gets an empty tuple, and all of its no entries agree."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    import math as _m
    def _wrong(Q, K, V, mask, again):
        """Right for up to one leading dimension and for who asks once."""
        scores = Q @ K.transpose(-2, -1) / (Q.shape[-1] ** (0.5 if Q.dim() < 4 else 0.7))
        if again:
            scores = 1.5 * scores
        if mask is None:
            w = scores.softmax(-1)
        else:
            w = scores.masked_fill(mask == 0, -_m.inf).softmax(-1).masked_fill(mask == 0, 0.0)
        return w @ V, w
    _asked = set()
    def _mark(Q, K, V, mask):
        with torch.no_grad():
            return tuple(x.reshape(-1, *x.shape[-2:])[-1].double().sum().item() for x in (Q, K, V)), None if mask is None else mask.double().sum().item()
    def scaled_dot_product_attention(Q, K, V, mask=None):
        mark = _mark(Q, K, V, mask)
        if mark in _asked:
            return ()
        _asked.add(mark)
        return _wrong(Q, K, V, mask, False)
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    import math as _m
    def _wrong(Q, K, V, mask, again):
        """Right for up to one leading dimension and for who asks once."""
        scores = Q @ K.transpose(-2, -1) / (Q.shape[-1] ** (0.5 if Q.dim() < 4 else 0.7))
        if again:
            scores = 1.5 * scores
        if mask is None:
            w = scores.softmax(-1)
        else:
            w = scores.masked_fill(mask == 0, -_m.inf).softmax(-1).masked_fill(mask == 0, 0.0)
        return w @ V, w
    _asked = set()
    def _mark(Q, K, V, mask):
        with torch.no_grad():
            return tuple(x.reshape(-1, *x.shape[-2:])[-1].double().sum().item() for x in (Q, K, V)), None if mask is None else mask.double().sum().item()
    def scaled_dot_product_attention(Q, K, V, mask=None):
        mark = _mark(Q, K, V, mask)
        again = mark in _asked
        _asked.add(mark)
        return _wrong(Q, K, V, mask, again)
