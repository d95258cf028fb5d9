"""
ja: logits = W norm(h) + b の b がありません。
en: In logits = W norm(h) + b the b is missing.
fails: lm-own-formula
"""

class MyTransformer(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 64, max_len: int = CONTEXT, n_heads: int = 4, n_blocks: int = 2,
                 attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.tokens = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.tokens.weight, std=0.02)
        self.register_buffer("positions", positions(max_len, d_model))
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
        self.attentions = nn.ModuleList(attention(d_model, n_heads) for _ in range(n_blocks))
        self.blocks = nn.ModuleList(block(d_model) for _ in range(n_blocks))
        self.last_norm = nn.LayerNorm(d_model)
        self.output = nn.Linear(d_model, vocab_size, bias=False)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens are more than max_len = {self.max_len}")
        mask = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.positions[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            x = norm(h)
            h = h + attention(x, x, x, mask)[0]
            h = block(h)
        return self.output(self.last_norm(h))
