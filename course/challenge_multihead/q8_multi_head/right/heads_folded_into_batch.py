"""
en: Heads folded into the batch, batched matrix products (bmm).
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.H, self.d_h, self.d_model = n_heads, d_model // n_heads, d_model
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, query, key, value, mask=None):
        B, T_q, T_k = len(query), query.size(1), key.size(1)

        def fold(x):
            return torch.cat(x.chunk(self.H, dim=-1), dim=0)  # (H B, T, d_h)

        q, k, v = fold(self.W_q(query)), fold(self.W_k(key)), fold(self.W_v(value))
        scores = torch.bmm(q, k.mT) / math.sqrt(self.d_h)
        if mask is not None:
            mask = mask.transpose(0, 1).reshape(-1, T_q, T_k) if mask.dim() == 4 else mask.expand(B, T_q, T_k).repeat(self.H, 1, 1)
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = scores.softmax(-1)
        if mask is not None:
            weights = weights * mask
        output = torch.cat(torch.bmm(weights, v).chunk(self.H, dim=0), dim=-1)
        return self.W_o(output), torch.stack(weights.chunk(self.H, dim=0), 1)
