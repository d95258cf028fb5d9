"""
ja: バッファではなくただの属性なので、.to(device) で一緒に動きません。
en: A plain attribute does not move along with .to(device). Use a buffer.
fails: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.pe = torch.stack([angles.sin(), angles.cos()], -1).flatten(1)

    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        return x + self.pe[: x.shape[1]]
