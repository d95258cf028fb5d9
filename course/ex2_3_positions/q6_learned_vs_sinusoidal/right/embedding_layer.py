"""
en: The table as an nn.Embedding, starting from its default weights; the sinusoids written into a zero buffer.
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.max_len = max_len
        self.embedding = nn.Embedding(max_len, d_model)

    def forward(self, x):
        T = x.size(1)
        if T > self.max_len:
            raise ValueError(f"{T} > {self.max_len}")
        return x + self.embedding(torch.arange(T, device=x.device)).unsqueeze(0)


class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        pe = torch.zeros(1, max_len, d_model)
        position = torch.arange(max_len).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
        pe[0, :, 0::2] = torch.sin(position * div_term)
        pe[0, :, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe, persistent=False)

    def forward(self, x):
        if x.size(1) > self.pe.size(1):
            raise ValueError("too long")
        return x + self.pe[:, : x.size(1)]
