"""
en: The scale is a buffer, the queries are scaled before the product, the softmax is written out.
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if n_heads <= 0 or d_model // n_heads * n_heads != d_model:
            raise ValueError(f"{d_model} is not a multiple of {n_heads}")
        self.d_h = d_model // n_heads
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)
        self.register_buffer("scale", torch.tensor(self.d_h, dtype=torch.float64).rsqrt())

    def forward(self, query, key, value, mask=None):
        heads = lambda x: torch.stack(x.split(self.d_h, dim=-1), dim=1)
        q, k, v = heads(self.W_q(query)), heads(self.W_k(key)), heads(self.W_v(value))
        scores = (q * self.scale.to(q.dtype)) @ k.mT
        allowed = torch.ones_like(scores, dtype=torch.bool)
        if mask is not None:
            allowed = allowed & (mask[:, None] if mask.ndim == 3 else mask)
        top = scores.detach().masked_fill(~allowed, -math.inf).amax(-1, keepdim=True)
        e = (scores - top.nan_to_num(neginf=0.0)).masked_fill(~allowed, -math.inf).exp()
        weights = e / e.sum(-1, keepdim=True).clamp_min(1e-300 if e.dtype == torch.float64 else 1e-38)
        return self.W_o(torch.cat((weights @ v).unbind(1), dim=-1)), weights
