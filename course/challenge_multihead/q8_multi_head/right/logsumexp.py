"""
en: exp(logits - logsumexp), computed in float64 inside; rows without a key are filled in afterwards.
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.H, self.d_h, self.d_model = n_heads, d_model // n_heads, d_model
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, query, key, value, mask=None):
        def split(x):
            return x.reshape(*x.shape[:-1], self.H, self.d_h).permute(0, 2, 1, 3).double()

        q, k, v = split(self.W_q(query)), split(self.W_k(key)), split(self.W_v(value))
        logits = torch.einsum("bhid,bhjd->bhij", q, k) / math.sqrt(self.d_h)
        if mask is not None:
            mask = mask.view(mask.shape[0], 1, *mask.shape[1:]) if mask.dim() == 3 else mask
            mask = mask.expand_as(logits)
            empty = ~mask.any(-1, keepdim=True)
            logits = logits.masked_fill(~mask & ~empty, float("-inf"))
        weights = (logits - logits.logsumexp(-1, keepdim=True)).exp()
        if mask is not None:
            weights = weights.masked_fill(empty, 0)
        joined = (weights @ v).permute(0, 2, 1, 3).reshape(*query.shape)
        return self.W_o(joined.to(query.dtype)), weights.to(query.dtype)
