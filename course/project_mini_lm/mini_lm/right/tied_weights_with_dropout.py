"""
en: The output reuses the embedding, which starts at N(0, 0.02); dropout of 0.2 in three places.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
        super().__init__()
        self.max_len, self.causal = max_len, causal
        self.wte, self.wpe = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        self.block = nn.TransformerEncoderLayer(
            d_model, n_heads, 4 * d_model, dropout=0.2, activation="gelu", batch_first=True, norm_first=True)
        self.drop, self.norm = nn.Dropout(0.2), nn.LayerNorm(d_model)
        self.head = nn.Linear(d_model, vocab_size, bias=False)
        self.head.weight = self.wte.weight
        for table in (self.wte, self.wpe):
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"at most {self.max_len} tokens")
        x = self.drop(self.wte(ids) + self.wpe.weight[:T])
        mask = torch.ones(T, T, dtype=torch.bool, device=ids.device).triu(1) if self.causal else None
        return self.head(self.norm(self.block(x, src_mask=mask)))
