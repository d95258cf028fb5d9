"""
en: One buffer of sines and one of cosines, woven together in forward.
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.max_len = max_len
        pe = torch.zeros(max_len, d_model, dtype=torch.float64)
        a = torch.arange(max_len, dtype=torch.float64)[:, None] * 10000 ** (-torch.arange(0, d_model, 2, dtype=torch.float64) / d_model)
        pe[:, 0::2] = a.sin()
        pe[:, 1::2] = a.cos()
        self.register_buffer("s", a.sin().float())
        self.register_buffer("c", a.cos().float())

    def forward(self, x):
        T = x.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        return x + torch.stack([self.s[:T], self.c[:T]], -1).flatten(1)
