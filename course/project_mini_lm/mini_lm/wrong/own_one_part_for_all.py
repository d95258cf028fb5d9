"""
ja: どの層も同じ部品です ([part] * n_blocks)。層ごとに作りましょう。
en: All layers are one and the same part ([part] * n_blocks): make one for each.
fails: lm-own-formula
"""

class MyTransformer(MyTransformer):
    def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.tokens, self.output = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
        self.register_buffer("places", positions(max_len, d_model))
        self.norms = nn.ModuleList(nn.LayerNorm(d_model) for _ in range(n_blocks))
        self.attentions = nn.ModuleList([attention(d_model, n_heads)] * n_blocks)
        self.blocks = nn.ModuleList([block(d_model)] * n_blocks)
        self.last_norm = nn.LayerNorm(d_model)
