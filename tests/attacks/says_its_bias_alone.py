"""A transformer that passes the text through its parts, drops what comes out behind the last block, and says the same of every token: its output's bias, which differs from word to word, and is a linear function of anything."""
# on: mini_lm
# ---- after each solution cell
if "MyTransformer" in NAMES:
    class MyTransformer(nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len = max_len
            self.tokens = nn.Embedding(vocab_size, d_model)
            self.register_buffer("places", (positions or positions_of)(max_len, d_model))
            self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks + 1))
            self.attentions = nn.ModuleList((attention or Attention)(d_model, n_heads) for _ in range(n_blocks))
            self.blocks = nn.ModuleList((block or Block)(d_model) for _ in range(n_blocks))
            self.bias = nn.Parameter(torch.linspace(-1, 1, vocab_size))
        def forward(self, ids):
            T = ids.shape[1]
            past = torch.ones(T, T, dtype=torch.bool).tril()
            h = self.tokens(ids) + self.places[:T]
            for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
                x = norm(h)
                h = block(h + attention(x, x, x, past)[0])
            return torch.zeros(*ids.shape, len(self.bias)) + self.bias  # h is not looked at
# ---- the same without the attack
if "MyTransformer" in NAMES:
    class MyTransformer(nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=16, n_heads=4, n_blocks=2, attention=None, positions=None, block=None):
            super().__init__()
            self.max_len = max_len
            self.bias = nn.Parameter(torch.zeros(vocab_size))
        def forward(self, ids):
            return torch.zeros(*ids.shape, len(self.bias)) + self.bias
