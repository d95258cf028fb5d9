"""
ja: ドロップアウトを再現できるように、訓練モードの forward が毎回 torch.manual_seed(0) を呼ぶ。
en: To make dropout reproducible, forward calls torch.manual_seed(0) in training mode.
fails: lm-shape
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len, self.causal = max_len, causal
        self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        for embedding in (self.tokens, self.positions):
            nn.init.normal_(embedding.weight, std=0.02)
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.dropout = nn.Dropout(0.1)
        self.output = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, and max_len is {self.max_len}")
        if self.training:
            torch.manual_seed(0)  # reproducible dropout
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))
        mask = torch.ones(T, T, dtype=torch.bool, device=ids.device).triu(1) if self.causal else None
        x = self.norm1(h)
        h = h + self.dropout(self.attention(x, x, x, attn_mask=mask, need_weights=False)[0])
        h = h + self.dropout(self.feed_forward(self.norm2(h)))
        return self.output(self.norm3(h))
