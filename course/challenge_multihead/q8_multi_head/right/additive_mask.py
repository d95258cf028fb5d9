"""
en: A helper function outside the class, nn.Softmax, and an additive mask.
"""

def heads_apart(x, H):
    B, T, d = x.shape
    return x.view(B, T, H, d // H).movedim(2, 1)


class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.H, self.d_h, self.d_model = n_heads, d_model // n_heads, d_model
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, query, key, value, mask=None):
        q, k, v = heads_apart(self.W_q(query), self.H), heads_apart(self.W_k(key), self.H), heads_apart(self.W_v(value), self.H)
        scores = torch.matmul(q, k.transpose(2, 3)).div(math.sqrt(self.d_h))
        if mask is None:
            weights = self.softmax(scores)
        else:
            m = mask if mask.dim() != 3 else mask.unsqueeze(1)
            closed = torch.zeros(m.shape, dtype=scores.dtype).masked_fill_(~m, torch.finfo(scores.dtype).min / 2)
            weights = self.softmax(scores * m + closed) * m
        return self.W_o(torch.matmul(weights, v).movedim(1, 2).reshape(query.shape)), weights
