"""
ja: マスクを最初の呼び出しの長さで作り、そのまま使い続けています。
en: The mask is made for the length of the first call and kept; a longer text later is not masked rightly.
fails: lm-causal
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
        super().__init__()
        self.max_len, self.causal, self.n_heads, self.allowed = max_len, causal, n_heads, None
        self.embed, self.place = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        nn.init.normal_(self.embed.weight, std=0.02)
        nn.init.normal_(self.place.weight, std=0.02)
        self.qkv, self.proj = nn.Linear(d_model, 3 * d_model), nn.Linear(d_model, d_model)
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(d_model), nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.ff = nn.Sequential(nn.Linear(d_model, 2 * d_model), nn.ReLU(), nn.Linear(2 * d_model, d_model))
        self.head = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        B, T = ids.shape
        if T > self.max_len:
            raise ValueError("too long")
        if self.allowed is None:
            ones = torch.ones(T, T, dtype=torch.bool, device=ids.device)
            self.allowed = ones.tril() if self.causal else ones
        x = self.embed(ids) + self.place(torch.arange(T, device=ids.device))
        q, k, v = (part.view(B, T, self.n_heads, -1).transpose(1, 2) for part in self.qkv(self.norm1(x)).chunk(3, dim=-1))
        h = F.scaled_dot_product_attention(q, k, v, attn_mask=self.allowed[:T, :T])
        x = x + self.proj(h.transpose(1, 2).reshape(B, T, -1))
        x = x + self.ff(self.norm2(x))
        return self.head(self.norm3(x))
