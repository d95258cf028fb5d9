"""
ja: 位置の符号は学習しません。nn.Parameter ではなくバッファに置きましょう。
en: The positions do not learn: keep them in a buffer, not in an nn.Parameter.
fails: lm-own-formula
"""

class MyTransformer(nn.Module):
    def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2,
                 attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.tokens = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.tokens.weight, std=0.02)
        self.places = nn.Parameter(positions(max_len, d_model))
        self.attentions = nn.ModuleList(attention(d_model, n_heads) for _ in range(n_blocks))
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
        self.blocks = nn.ModuleList(block(d_model) for _ in range(n_blocks))
        self.norm, self.out = nn.LayerNorm(d_model), nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        mask = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            seen = norm(h)
            h = h + attention(seen, seen, seen, mask)[0]
            h = block(h)
        return self.out(self.norm(h))
