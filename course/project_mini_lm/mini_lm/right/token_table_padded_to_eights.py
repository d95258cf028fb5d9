"""
ja: トークンの表の行数を 8 の倍数に切り上げています（速い行列積のための、よくある工夫です）。出力層は vocab_size 個のままです。
en: The table of tokens has its number of rows rounded up to a multiple of 8, as is often done for speed; the output layer has vocab_size logits.
"""


class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.causal = causal
        rows = -(-vocab_size // 8) * 8
        self.tokens, self.positions = nn.Embedding(rows, d_model), nn.Embedding(max_len, d_model)
        for table in (self.tokens, self.positions):
            nn.init.normal_(table.weight, std=0.02)
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(3))
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.output = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        h = self.tokens(ids) + self.positions.weight[:T]
        x = self.norms[0](h)
        future = torch.ones(T, T, dtype=torch.bool, device=ids.device).triu(1) if self.causal else None
        h = h + self.attention(x, x, x, attn_mask=future, need_weights=False)[0]
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))
