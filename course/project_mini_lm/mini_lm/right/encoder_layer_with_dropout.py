"""
en: nn.TransformerEncoderLayer with dropout, an explicit mask and default weights.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
        super().__init__()
        self.max_len, self.causal = max_len, causal
        self.embed = nn.Embedding(vocab_size, d_model)
        self.place = nn.Parameter(torch.zeros(max_len, d_model))
        self.layer = nn.TransformerEncoderLayer(d_model, n_heads, 4 * d_model, dropout=0.1, activation="gelu", batch_first=True, norm_first=True)
        self.norm = nn.LayerNorm(d_model)
        self.head = nn.Linear(d_model, vocab_size, bias=False)

    def forward(self, ids):
        B, T = ids.shape
        if T > self.max_len:
            raise ValueError("too long")
        x = self.embed(ids) + self.place[:T]
        mask = nn.Transformer.generate_square_subsequent_mask(T, device=ids.device) if self.causal else None
        return self.head(self.norm(self.layer(x, src_mask=mask)))
