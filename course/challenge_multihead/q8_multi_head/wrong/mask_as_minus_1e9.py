"""
ja: -1e9 より小さいロジットもあります。そのとき、禁じたキーに重みが残ります。-inf を使いましたか。
en: Logits may be below -1e9, and then a forbidden key keeps weight: is it -inf?
fails: q8-large-logits
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads does not divide d_model")
        self.n_heads, self.d_h = n_heads, d_model // n_heads
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def split(self, x):
        return x.unflatten(-1, (self.n_heads, self.d_h)).transpose(1, 2)

    def forward(self, query, key, value, mask=None):
        q, k, v = self.split(self.W_q(query)), self.split(self.W_k(key)), self.split(self.W_v(value))
        scores = q @ k.transpose(-1, -2) / math.sqrt(self.d_h)
        if mask is not None:
            if mask.dim() == 3:
                mask = mask[:, None]
            empty = ~mask.any(-1, keepdim=True)
            scores = scores.masked_fill(~mask, -1e9).masked_fill(empty, 0.0)
        weights = scores.softmax(-1)
        if mask is not None:
            weights = weights.masked_fill(empty, 0.0)
        mixed = weights @ v
        return self.W_o(mixed.transpose(1, 2).flatten(2)), weights
