"""
en: The output layer uses the embedding's small weights, dropout of 0.1, SiLU, and attention with time in front.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.causal = causal
        self.embed = nn.ModuleDict({"token": nn.Embedding(vocab_size, d_model), "place": nn.Embedding(max_len, d_model)})
        for table in self.embed.values():
            nn.init.trunc_normal_(table.weight, std=0.02)
        self.attention = nn.MultiheadAttention(d_model, n_heads)
        self.feed_forward = nn.Sequential(
            nn.LayerNorm(d_model), nn.Linear(d_model, 2 * d_model), nn.SiLU(), nn.Linear(2 * d_model, d_model)
        )
        self.norm_in, self.norm_out = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.drop = nn.Dropout(0.1)
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def forward(self, ids):
        B, T = ids.shape
        if not T <= self.max_len:
            raise ValueError("the input is longer than max_len")
        places = torch.arange(T, device=ids.device)
        h = (self.embed["token"](ids) + self.embed["place"](places)).transpose(0, 1)  # (T, B, d_model)
        mask = None
        if self.causal:
            mask = torch.full((T, T), -math.inf, dtype=h.dtype, device=h.device).triu(diagonal=1)
        n = self.norm_in(h)
        seen, _ = self.attention(n, n, n, attn_mask=mask)
        h = h + self.drop(seen)
        h = h + self.drop(self.feed_forward(h))
        return F.linear(self.norm_out(h).transpose(0, 1), self.embed["token"].weight, self.bias)
