"""
ja: view(B, H, T, d_h) は時間の方向に切り分けます。view(B, T, H, d_h) の後で軸を入れ替えます。
en: view(B, H, T, d_h) cuts along time. Use view(B, T, H, d_h) and then exchange the axes.
fails: q8-heads q8-pytorch q8-cross q8-mask q8-large-logits q8-permutation q8-trained
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
        q = self.W_q(query).view(B, self.H, T_q, self.d_h)
        k = self.W_k(key).view(B, self.H, T_k, self.d_h)
        v = self.W_v(value).view(B, self.H, T_k, self.d_h)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_h)
        if mask is not None:
            if mask.dim() == 3:
                mask = mask[:, None]
            scores = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
        weights = scores.softmax(-1)
        if mask is not None:
            weights = weights.masked_fill(~mask, 0.0)
        joined = (weights @ v).transpose(1, 2).reshape(B, T_q, self.d_model)
        return self.W_o(joined), weights
