"""
en: A table of shape (1, max_len, d_model), uniform at the start; float64 inside the sinusoids, positions through an index buffer.
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(1, max_len, d_model).uniform_(-0.1, 0.1))
        self.register_buffer("index", torch.arange(max_len))

    def forward(self, x):
        if x.shape[1] > self.index.numel():
            raise ValueError("too many positions")
        return x + self.weight.index_select(1, self.index[: x.shape[1]])


class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        rows = [[(math.cos if j % 2 else math.sin)(p / 10000 ** ((j - j % 2) / d_model)) for j in range(d_model)] for p in range(max_len)]
        self.register_buffer("table", torch.tensor(rows, dtype=torch.float64).to(torch.float32)[None])

    def forward(self, x):
        T = x.shape[-2]
        if T > self.table.shape[1]:
            raise ValueError(T)
        return torch.add(x, self.table[:, :T])
