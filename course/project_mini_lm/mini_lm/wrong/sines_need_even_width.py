"""
ja: サインとコサインの列が同じ数だと決めつけています。奇数の d_model ではモデルを作れません。
en: As many sines as cosines are taken for granted: with an odd d_model no model can be made.
fails: lm-shape
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.causal = causal
        self.tokens = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.tokens.weight, std=0.02)
        angles = torch.arange(max_len)[:, None] * torch.exp(
            torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model)
        )
        table = torch.zeros(max_len, d_model)
        table[:, 0::2] = 0.1 * torch.sin(angles)
        table[:, 1::2] = 0.1 * torch.cos(angles)
        self.register_buffer("positions", table)
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.output = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens are more than max_len = {self.max_len}")
        h = self.tokens(ids) + self.positions[:T]
        mask = torch.ones(T, T, dtype=torch.bool, device=ids.device).triu(1) if self.causal else None
        n = self.norm1(h)
        h = h + self.attention(n, n, n, attn_mask=mask, need_weights=False)[0]
        h = h + self.feed_forward(self.norm2(h))
        return self.output(self.norm3(h))
