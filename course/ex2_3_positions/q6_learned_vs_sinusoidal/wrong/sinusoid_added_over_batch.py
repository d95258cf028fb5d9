"""
ja: 位置ではなくバッチの方向に足しています。
en: The encoding runs along the batch instead of the positions.
fails: q6-sinusoidal q6-inside
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))

    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        return x + self.pe[torch.arange(x.shape[0]) % len(self.pe)][:, None]
