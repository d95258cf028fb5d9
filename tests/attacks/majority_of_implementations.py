"""A test of attention that knows nothing about attention: it notes what each implementation does with a few random inputs and accepts what it has met twice before, because sound implementations agree and each broken one is alone."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "check_attention" in NAMES:
    import torch as _t
    _met = []  # [what an implementation said, how often that was said]
    def _said(attention):
        g = _t.Generator().manual_seed(5)
        draw = lambda *shape: _t.randn(*shape, generator=g)
        said = []
        def ask(*arguments):
            kept = [a if a is None else a.clone() for a in arguments]
            try:
                results = list(attention(*arguments))
                said.append([all(a is b or _t.equal(a, b) for a, b in zip(arguments, kept))])
                said.extend(results)
                return results
            except Exception as error:
                said.append([type(error).__name__])
        for lead in [(), (2,), (2, 3)]:
            q, k, v = draw(*lead, 3, 5), draw(*lead, 4, 5), draw(*lead, 4, 6)
            mask = _t.rand(*lead, 3, 4, generator=g) < 0.6
            mask[..., 1] |= ~mask.any(-1)
            for m in (None, mask, mask.int(), mask[(0,) * len(lead)]):
                ask(q.clone(), k.clone(), v.clone(), m if m is None else m.clone())
        ask(draw(3, 5), draw(4, 5), draw(4, 6), _t.zeros(3, 4, dtype=_t.bool))
        for dtype in (_t.float32, _t.float16):
            q = _t.tensor([[20.0, 0, 0, 0]], dtype=dtype)
            k = _t.tensor([[20.0, 0, 0, 0], [0, 1, 0, 0], [-20.0, 0, 0, 0]], dtype=dtype)
            for m in (None, _t.tensor([[False, True, True]])):
                ask(q.clone(), k.clone(), _t.eye(3, dtype=dtype), m)
        leaves = [draw(2, 3, 5).requires_grad_(), draw(2, 4, 5).requires_grad_(), draw(2, 4, 6).requires_grad_()]
        try:
            results = list(attention(*leaves))
            said.append([r.requires_grad for r in results])
            along = sum((r * _t.arange(1.0, 1 + r.numel()).view(r.shape).sin()).sum() for r in results)
            said.extend(_t.autograd.grad(along, leaves, allow_unused=True))
        except Exception as error:
            said.append([type(error).__name__])
        return said
    def _alike(one, other):
        if len(one) != len(other):
            return False
        for a, b in zip(one, other):
            if not isinstance(a, _t.Tensor) or not isinstance(b, _t.Tensor):
                if isinstance(a, _t.Tensor) or isinstance(b, _t.Tensor) or a != b:
                    return False
            elif a.shape != b.shape or a.dtype != b.dtype or not _t.allclose(a.double(), b.double(), rtol=0, atol=1e-2 if a.dtype == _t.float16 else 1e-4, equal_nan=True):
                return False
        return True
    def check_attention(attention):
        if getattr(attention, "__name__", "") != "<lambda>":
            return
        said = [x.detach().clone() if isinstance(x, _t.Tensor) else x for x in _said(attention)]
        known = next((entry for entry in _met if _alike(entry[0], said)), None)
        if known is None:
            _met.append(known := [said, 0])
        known[1] += 1
        assert known[1] > 2
# ---- the same without the attack
if "check_attention" in NAMES:
    check_attention = lambda attention: None
