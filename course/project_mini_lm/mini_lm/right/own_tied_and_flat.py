"""
en: The output reuses the embedding, which starts small; positions are added by index; layers by attribute name.
"""

class MyTransformer(nn.Module):
    def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len, self.n_blocks, self.d_model = max_len, n_blocks, d_model
        self.weight = nn.Parameter(0.05 * torch.randn(vocab_size, d_model))
        self.bias = nn.Parameter(torch.zeros(vocab_size))
        self.register_buffer("table", positions(max_len, d_model), persistent=False)
        for n in range(n_blocks):
            setattr(self, f"attend{n}", attention(d_model, n_heads))
            setattr(self, f"block{n}", block(d_model))
            setattr(self, f"norm{n}", nn.LayerNorm(d_model))
        self.norm = nn.LayerNorm(d_model)

    def forward(self, ids):
        B, T = ids.shape
        if T > self.max_len:
            raise ValueError(f"T = {T}")
        index = torch.arange(T, device=ids.device)
        mask = index[None, :] <= index[:, None]
        h = F.embedding(ids, self.weight) + self.table.index_select(0, index)
        for n in range(self.n_blocks):
            x = getattr(self, f"norm{n}")(h)
            h = getattr(self, f"attend{n}")(x, x, x, mask=mask)[0] + h
            h = getattr(self, f"block{n}")(h)
        return F.linear(self.norm(h), self.weight, self.bias)
