"""
ja: トークンの埋め込みを −0.0001 から 0.0001 の一様乱数で始めます（RWKV の初期値です）。直後に正規化があるので、これで学習できます。
en: The embedding of tokens starts uniformly between -1e-4 and 1e-4, as in RWKV (SmallInitEmb): a norm follows, and it learns well.
"""


class MyTransformer(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 64, max_len: int = CONTEXT, n_heads: int = 4, n_blocks: int = 2,
                 attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.tokens, self.output = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
        nn.init.uniform_(self.tokens.weight, -1e-4, 1e-4)
        self.register_buffer("places", positions(max_len, d_model))
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
        self.attentions = nn.ModuleList(attention(d_model, n_heads) for _ in range(n_blocks))
        self.blocks = nn.ModuleList(block(d_model) for _ in range(n_blocks))
        self.last_norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            x = norm(h)
            h = block(h + attention(x, x, x, past)[0])
        return self.output(self.last_norm(h))
