"""
en: Norms after the residual sums, as in the paper of 2017.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
        super().__init__()
        self.max_len, self.causal = max_len, causal
        self.embed, self.place = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        nn.init.normal_(self.embed.weight, std=0.02)
        nn.init.normal_(self.place.weight, std=0.02)
        self.mha = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.ff = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.ReLU(), nn.Linear(4 * d_model, d_model))
        self.norm1, self.norm2 = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.head = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.shape[-1]
        if T > self.max_len:
            raise ValueError("too long")
        x = self.embed(ids) + self.place(torch.arange(T, device=ids.device))
        mask = ~torch.tril(torch.ones(T, T, device=ids.device)).bool() if self.causal else None
        x = self.norm1(x + self.mha(x, x, x, attn_mask=mask)[0])
        return self.head(self.norm2(x + self.ff(x)))
