"""A test of attention that knows nothing of attention: an implementation passes if it agrees, though not to the last digit, with any one that came before it; sound ones agree with each other, and each broken one is broken in its own way."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "check_attention" in NAMES:
    import torch as _t
    _told = []  # (what an implementation answered, whether it passed)
    def _answers(attention):
        draw = _t.Generator().manual_seed(0)
        randn = lambda *size: _t.randn(*size, generator=draw)
        found = []
        for lead in ((), (2,), (2, 3)):
            Q, K, V = randn(*lead, 3, 5), randn(*lead, 4, 5), randn(*lead, 4, 6)
            seen = _t.rand(*lead, 3, 4, generator=draw) < 0.6
            seen[..., 1] |= ~seen.any(-1)
            for mask in (None, seen, seen.int(), seen[(0,) * len(lead)]):
                given = [Q.clone(), K.clone(), V.clone()]
                found += [*attention(*given, mask), *given]
        found += attention(Q, K, V, _t.zeros(3, 4, dtype=_t.bool))
        for dtype in (_t.float32, _t.float16):
            Q = _t.tensor([[20.0, 0, 0, 0]], dtype=dtype)
            K = _t.tensor([[20.0, 0, 0, 0], [0, 1, 0, 0], [-20.0, 0, 0, 0]], dtype=dtype)
            for mask in (None, _t.tensor([[False, True, True]])):
                found += attention(Q, K, _t.eye(3, dtype=dtype), mask)
        leaves = [randn(2, 3).requires_grad_(), randn(4, 3).requires_grad_(), randn(4, 2).requires_grad_()]
        output, _ = attention(*leaves)
        grads = _t.autograd.grad((output * randn(2, 2)).sum(), leaves, allow_unused=True)
        found += [_t.zeros_like(x) if g is None else g for x, g in zip(leaves, grads)]
        return [x.detach() for x in found]
    def _alike(one, other, exactly):
        return len(one) == len(other) and all(
            a.shape == b.shape and a.dtype == b.dtype and (_t.equal(a, b) if exactly else _t.allclose(a.float(), b.float(), rtol=0, atol=2e-3)) for a, b in zip(one, other))
    def check_attention(attention):
        try:
            said = _answers(attention)
        except Exception as problem:
            raise AssertionError(str(problem))
        for earlier, passed in _told:
            if _alike(said, earlier, True):  # the very same one again
                assert passed
                return
        passed = any(_alike(said, earlier, False) for earlier, _ in _told)
        _told.append((said, passed))
        assert passed
# ---- the same without the attack
if "check_attention" in NAMES:
    def check_attention(attention):
        assert False
