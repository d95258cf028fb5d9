"""
ja: mask がないときの「すべて見える」マスクを最初の呼び出しの大きさで作って取っておき、もっと長い入力で使えません。
en: The mask that opens everything, for calls without one, is made at the first call in its size and kept; longer inputs do not fit.
fails: q8-cross q8-state
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.n_heads, self.d_h, self.open = n_heads, d_model // n_heads, None
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
            if self.open is None:
                self.open = torch.ones(scores.shape[-2:], dtype=torch.bool)
            weights = scores.masked_fill(~self.open[: scores.shape[-2], : scores.shape[-1]], -math.inf).softmax(-1)
        else:
            if mask.dim() == 3:
                mask = mask.unsqueeze(1)
            empty = ~mask.any(-1, keepdim=True)
            scores = scores.masked_fill(~(mask | empty), float("-inf"))
            weights = scores.softmax(-1).masked_fill(empty, 0.0)
        joined = (weights @ V).transpose(1, 2).flatten(2)
        return self.W_o(joined), weights
