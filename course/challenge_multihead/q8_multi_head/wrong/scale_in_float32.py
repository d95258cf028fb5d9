"""
ja: 割る数 √d_h が float32 のテンソルで、float64 では精度が足りません。
en: The divisor √d_h is a tensor in float32, which is not precise enough for float64.
fails: q8-heads
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        if d_model % n_heads != 0:
            raise ValueError(f"{n_heads} heads do not divide a width of {d_model}")
        self.n_heads = n_heads
        self.d_head = d_model // n_heads
        self.scale = torch.sqrt(torch.FloatTensor([self.d_head]))
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)

    def split(self, t):
        return t.unflatten(-1, (self.n_heads, self.d_head)).transpose(1, 2)

    def forward(self, query, key, value, mask=None):
        q, k, v = self.split(self.W_q(query)), self.split(self.W_k(key)), self.split(self.W_v(value))
        scores = q @ k.transpose(-2, -1) / self.scale
        if mask is None:
            weights = torch.softmax(scores, dim=-1)
        else:
            if mask.dim() == 3:
                mask = mask.unsqueeze(1)
            blocked = ~mask
            scores = scores.masked_fill(blocked, float("-inf"))
            scores = scores.masked_fill(blocked.all(-1, keepdim=True), 0.0)
            weights = torch.softmax(scores, dim=-1).masked_fill(blocked, 0.0)
        output = (weights @ v).transpose(1, 2).flatten(2)
        return self.W_o(output), weights
