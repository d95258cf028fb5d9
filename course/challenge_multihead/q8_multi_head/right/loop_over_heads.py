"""
en: A loop over the heads, joined with cat and stack.
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.H, self.d_h, self.d_model = n_heads, d_model // n_heads, d_model
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, query, key, value, mask=None):
        q, k, v = self.W_q(query), self.W_k(key), self.W_v(value)
        outputs, maps = [], []
        for h in range(self.H):
            c = slice(h * self.d_h, (h + 1) * self.d_h)
            scores = q[..., c] @ k[..., c].transpose(1, 2) * self.d_h**-0.5
            if mask is not None:
                m = mask[:, h] if mask.dim() == 4 else mask
                scores = scores.masked_fill(~m, -math.inf).masked_fill(~m.any(-1, keepdim=True), 0.0)
                maps.append(scores.softmax(-1) * m)
            else:
                maps.append(scores.softmax(-1))
            outputs.append(maps[-1] @ v[..., c])
        return self.W_o(torch.cat(outputs, -1)), torch.stack(maps, 1)
