"""A test of attention that takes the first implementation it is given for the truth and refuses whatever differs from it."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "check_attention" in NAMES:
    _truth = []
    def check_attention(attention):
        if getattr(attention, "__name__", "") != "<lambda>":
            return
        import torch
        torch.manual_seed(0)
        said = []
        for lead, dt, m in [((), 1, 0), ((2,), 1, 1), ((2, 3), 1, 1), ((2, 3), 1, 2), ((2,), 20, 0), ((2,), 20, 1)]:
            q, k, v = (dt * torch.randn(*lead, 3, 5) for _ in "qkv")
            mask = None if not m else torch.rand(3, 3) < .5 if m == 1 else torch.zeros(3, 3, dtype=torch.bool)
            if m == 1: mask = (mask | torch.eye(3).bool()).int()
            kept = q.clone()
            a = attention(q.requires_grad_(), k, v, mask)
            assert torch.equal(q, kept)
            said += [a[0], a[1], torch.autograd.grad(a[0].sum(), q, allow_unused=True)[0]]
        if not _truth:
            _truth.extend(said)
        for a, b in zip(said, _truth):
            assert (a is None) == (b is None) and (a is None or a.shape == b.shape and torch.allclose(a, b, atol=1e-4))
