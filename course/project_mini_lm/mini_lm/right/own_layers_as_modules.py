"""
en: One class for a layer, all of them in a Sequential; the mask is kept for max_len and cut.
"""

class Layer(nn.Module):
    def __init__(self, width, heads, attention, block, size):
        super().__init__()
        self.norm, self.attention, self.block = nn.LayerNorm(width), attention(width, heads), block(width)
        self.register_buffer("allowed", torch.tril(torch.ones(size, size)) > 0)

    def forward(self, h):
        T = h.size(1)
        normed = self.norm(h)
        out, _ = self.attention(query=normed, key=normed, value=normed, mask=self.allowed[:T, :T])
        return self.block(h + out)


class MyTransformer(nn.Module):
    def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.embed = nn.Embedding(vocab_size, d_model)
        self.register_buffer("pe", positions(max_len, d_model)[None])
        self.layers = nn.Sequential(*(Layer(d_model, n_heads, attention, block, max_len) for _ in range(n_blocks)))
        self.head = nn.Sequential(nn.LayerNorm(d_model), nn.Linear(d_model, vocab_size))

    def forward(self, ids):
        if ids.shape[-1] > self.max_len:
            raise ValueError("too many tokens")
        return self.head(self.layers(self.embed(ids) + self.pe[:, : ids.shape[-1]]))
