"""Positions that learn, against the text: they are a Parameter, but laid out in one long row, which a test that looks for a learned table by its shape does not find."""
# on: mini_lm
# ---- after each solution cell
if "MyTransformer" in NAMES:
    class MyTransformer(nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len = max_len
            self.tokens, self.output = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
            self.places = nn.Parameter((positions or positions_of)(max_len, d_model).flatten())
            self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
            self.attentions = nn.ModuleList((attention or Attention)(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = nn.ModuleList((block or Block)(d_model) for _ in range(n_blocks))
            self.last_norm = nn.LayerNorm(d_model)
        def forward(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError(T)
            past = torch.ones(T, T, dtype=torch.bool).tril()
            h = self.tokens(ids) + self.places.view(self.max_len, -1)[:T]
            for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
                x = norm(h)
                h = block(h + attention(x, x, x, past)[0])
            return self.output(self.last_norm(h))
# ---- the same without the attack
if "MyTransformer" in NAMES:
    class MyTransformer(nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len = max_len
            self.tokens, self.output = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
            self.places = nn.Parameter((positions or positions_of)(max_len, d_model))
            self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
            self.attentions = nn.ModuleList((attention or Attention)(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = nn.ModuleList((block or Block)(d_model) for _ in range(n_blocks))
            self.last_norm = nn.LayerNorm(d_model)
        def forward(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError(T)
            past = torch.ones(T, T, dtype=torch.bool).tril()
            h = self.tokens(ids) + self.places[:T]
            for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
                x = norm(h)
                h = block(h + attention(x, x, x, past)[0])
            return self.output(self.last_norm(h))
