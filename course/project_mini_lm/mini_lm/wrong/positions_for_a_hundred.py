"""
ja: 位置の埋め込みが max_len 個ではなく 100 個です。
en: There are 100 position embeddings, not max_len.
fails: lm-positions
"""

class MiniLanguageModel(MiniLanguageModel):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len, self.causal = max_len, causal
        self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(100, d_model)
        for table in (self.tokens, self.positions):
            nn.init.normal_(table.weight, std=0.02)
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(3))
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.output = nn.Linear(d_model, vocab_size)
