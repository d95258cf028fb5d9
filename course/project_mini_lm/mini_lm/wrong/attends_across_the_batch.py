"""
ja: batch_first=True がなく、バッチの行どうしが混ざります。
en: batch_first=True is missing: rows of the batch attend to each other.
fails: lm-causal lm-overfit lm-positions lm-real-text lm-shape
"""

class MiniLanguageModel(MiniLanguageModel):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.causal = causal
        self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        for table in (self.tokens, self.positions):
            nn.init.normal_(table.weight, std=0.02)
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(3))
        self.attention = nn.MultiheadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.output = nn.Linear(d_model, vocab_size)

    def attend(self, h):
        T = h.shape[0]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).triu(1) if self.causal else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
