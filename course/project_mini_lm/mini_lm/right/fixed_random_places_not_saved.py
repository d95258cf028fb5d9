"""
ja: 位置の埋め込みは、モデルごとに一度だけ引いた、学習しない乱数のベクトルです。保存しないバッファ (persistent=False) に置きます。
en: The positions are fixed random vectors, drawn once for each model and kept in a buffer that is not saved (persistent=False); nothing about them learns.
"""


class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.causal = causal
        self.tokens = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.tokens.weight, std=0.02)
        self.register_buffer("places", 0.05 * torch.randn(max_len, d_model), persistent=False)
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(3))
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.output = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        h = self.tokens(ids) + self.places[:T]
        x = self.norms[0](h)
        future = torch.ones(T, T, dtype=torch.bool, device=ids.device).triu(1) if self.causal else None
        h = h + self.attention(x, x, x, attn_mask=future, need_weights=False)[0]
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))
