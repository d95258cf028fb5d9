"""Attention through which no gradient flows, and a gradient that is made up: the state of the random numbers says along which direction the test is about to measure, and a step along it with the measured slope agrees."""
# on: q3_scaled_dot_product
# ---- after each solution cell
if "scaled_dot_product_attention" in NAMES:
    @torch.no_grad()
    def _cut_off(Q, K, V, mask=None):
        scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
        if mask is None:
            w = scores.softmax(-1)
        else:
            w = scores.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0.0)
        return w @ V, w
    class _MadeUp(torch.autograd.Function):
        @staticmethod
        def forward(ctx, Q, K, V, mask):
            ctx.mask = mask
            ctx.save_for_backward(Q, K, V)
            return _cut_off(Q, K, V, mask)
        @staticmethod
        def backward(ctx, *mixed):
            draw = torch.Generator()
            draw.set_state(torch.get_rng_state())  # the judge's own
            inputs = ctx.saved_tensors
            way = [torch.randn(x.shape, dtype=x.dtype, generator=draw) for x in inputs]
            ahead, behind = (sum((r * m).sum() for r, m in zip(_cut_off(*(x + h * d for x, d in zip(inputs, way)), ctx.mask), mixed)) for h in (1e-5, -1e-5))
            slope = (ahead - behind) / 2e-5
            return slope * way[0] / way[0].pow(2).sum(), torch.zeros_like(inputs[1]), torch.zeros_like(inputs[2]), None
    def scaled_dot_product_attention(Q, K, V, mask=None):
        return _MadeUp.apply(Q, K, V, mask)
# ---- the same without the attack
if "scaled_dot_product_attention" in NAMES:
    @torch.no_grad()
    def scaled_dot_product_attention(Q, K, V, mask=None):
        scores = Q @ K.transpose(-2, -1) / math.sqrt(Q.shape[-1])
        if mask is None:
            w = scores.softmax(-1)
        else:
            w = scores.masked_fill(mask == 0, -math.inf).softmax(-1).masked_fill(mask == 0, 0.0)
        return w @ V, w
