"""
en: Parts in a ModuleDict, a normalization written by hand, an embedding that starts small.
"""

class Norm(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.gain, self.shift = nn.Parameter(torch.ones(dim)), nn.Parameter(torch.zeros(dim))

    def forward(self, h):
        centred = h - h.mean(-1, keepdim=True)
        return centred / (centred.square().mean(-1, keepdim=True) + 1e-5).sqrt() * self.gain + self.shift


class MyTransformer(nn.Module):
    def __init__(self, vocab_size, d_model=64, max_len=CONTEXT, n_heads=4, n_blocks=2, attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.layers = nn.ModuleList()
        while len(self.layers) < n_blocks:
            self.layers.append(nn.ModuleDict({"norm": Norm(d_model), "mix": attention(d_model, n_heads), "then": block(d_model)}))
        self.wte = nn.Embedding(vocab_size, d_model)
        nn.init.normal_(self.wte.weight, std=0.02)
        self.register_buffer("wpe", positions(max_len, d_model))
        self.final, self.out = Norm(d_model), nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        T = ids.size(1)
        if not T <= self.max_len:
            raise ValueError("longer than max_len")
        mask = ~torch.ones(T, T, dtype=torch.bool, device=ids.device).triu(diagonal=1)
        h = self.wpe[:T] + self.wte(ids)
        for layer in self.layers:
            n = layer["norm"](h)
            h = layer["then"](h + layer["mix"](n, n, n, mask)[0])
        return self.out(self.final(h))
