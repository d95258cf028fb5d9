"""
ja: unsqueeze_() は、渡された mask の形を変えてしまいます。
en: unsqueeze_() changes the shape of the mask that was given.
fails: q8-mask
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.n_heads, self.d_h = n_heads, d_model // n_heads
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)

    def split(self, x):
        B, T, _ = x.shape
        return x.view(B, T, self.n_heads, self.d_h).transpose(1, 2)

    def forward(self, query, key, value, mask=None):
        Q, K, V = self.split(self.W_q(query)), self.split(self.W_k(key)), self.split(self.W_v(value))
        scores = Q @ K.transpose(-2, -1) / math.sqrt(self.d_h)
        if mask is None:
            weights = scores.softmax(-1)
        else:
            if mask.dim() == 3:
                mask.unsqueeze_(1)
            empty = ~mask.any(-1, keepdim=True)
            scores = scores.masked_fill(~(mask | empty), float("-inf"))
            weights = scores.softmax(-1).masked_fill(empty, 0.0)
        joined = (weights @ V).transpose(1, 2).flatten(2)
        return self.W_o(joined), weights
