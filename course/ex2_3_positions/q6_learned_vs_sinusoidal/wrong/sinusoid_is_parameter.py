"""
ja: 正弦波が Parameter になっていて、学習で変わってしまいます。
en: The sinusoids are a Parameter and change in training.
fails: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.pe = nn.Parameter(torch.stack([angles.sin(), angles.cos()], -1).flatten(1))

    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        return x + self.pe[: x.shape[1]]
