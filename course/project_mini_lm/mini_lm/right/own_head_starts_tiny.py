"""
ja: 出力層を標準偏差 0.0001 の重みと 0 のバイアスで始めます。初めの予測は、ほぼ一様です。
en: The output layer starts with weights of standard deviation 1e-4 and a bias of 0, so that the first predictions are all but uniform.
"""


class MyTransformer(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 64, max_len: int = CONTEXT, n_heads: int = 4, n_blocks: int = 2,
                 attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.tokens, self.output = nn.Embedding(vocab_size, d_model), nn.Linear(d_model, vocab_size)
        nn.init.normal_(self.output.weight, std=1e-4)
        nn.init.zeros_(self.output.bias)
        self.register_buffer("places", positions(max_len, d_model))
        self.layers = nn.ModuleList(
            nn.ModuleList([nn.LayerNorm(d_model), attention(d_model, n_heads), block(d_model)]) for _ in range(n_blocks))
        self.last_norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        place = torch.arange(T, device=ids.device)
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in self.layers:
            x = norm(h)
            h = block(h + attention(x, x, x, place[None, :] <= place[:, None])[0])
        return self.output(self.last_norm(h))
