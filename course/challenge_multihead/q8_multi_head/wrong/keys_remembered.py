"""
ja: 前の呼び出しのキーとバリューを使い続けています。
en: Keys and values of an earlier call are used again.
fails: q8-cross q8-gradient q8-trained
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.H, self.d_h, self.d_model = n_heads, d_model // n_heads, d_model
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, query, key, value, mask=None):
        B, T_q, T_k = query.shape[0], query.shape[1], key.shape[1]
        q = self.W_q(query).view(B, T_q, self.H, self.d_h).transpose(1, 2)
        k = self.W_k(key).view(B, T_k, self.H, self.d_h).transpose(1, 2)
        v = self.W_v(value).view(B, T_k, self.H, self.d_h).transpose(1, 2)
        if not hasattr(self, "cache") or self.cache[0].shape != k.shape:
            self.cache = k.detach(), v.detach()
        else:
            k, v = self.cache
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_h)
        if mask is not None:
            mask = mask.bool()
            if mask.dim() == 3:
                mask = mask[:, None]
            empty = ~mask.any(-1, keepdim=True)
            scores = scores.masked_fill(~mask & ~empty, float("-inf"))
        weights = scores.softmax(-1)
        if mask is not None:
            weights = weights.masked_fill(~mask, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(B, T_q, self.d_model)
        return self.W_o(joined), weights
