"""
en: F.scaled_dot_product_attention on one joint projection, fixed sinusoids, ReLU, a narrower feed-forward layer.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
        super().__init__()
        self.max_len, self.causal, self.n_heads = max_len, causal, n_heads
        self.embed = nn.Embedding(vocab_size, d_model)
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))
        self.qkv, self.proj = nn.Linear(d_model, 3 * d_model, bias=False), nn.Linear(d_model, d_model)
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(d_model), nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.up, self.down = nn.Linear(d_model, 2 * d_model), nn.Linear(2 * d_model, d_model)
        self.head = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        B, T = ids.shape
        if T > self.max_len:
            raise ValueError("too long")
        x = self.embed(ids) + self.pe[:T]
        q, k, v = (part.view(B, T, self.n_heads, -1).transpose(1, 2) for part in self.qkv(self.norm1(x)).chunk(3, dim=-1))
        x = x + self.proj(F.scaled_dot_product_attention(q, k, v, is_causal=self.causal).transpose(1, 2).reshape(B, T, -1))
        x = x + self.down(F.relu(self.up(self.norm2(x))))
        return self.head(self.norm3(x))
