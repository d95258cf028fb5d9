"""
ja: バッファはありますが、足しているのは別の属性のテンソルです。
en: There is a buffer, but what is added is a tensor kept beside it.
fails: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.max_len = max_len
        pe = torch.zeros(max_len, d_model, dtype=torch.float64)
        a = torch.arange(max_len, dtype=torch.float64)[:, None] * 10000 ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
        pe[:, 0::2] = a.sin()
        pe[:, 1::2] = a.cos()
        self.kept = pe.float()
        self.register_buffer("pe", torch.zeros(max_len, d_model))

    def forward(self, x):
        T = x.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        return x + self.kept[:T]
