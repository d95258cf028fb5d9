"""
ja: sin を前半、cos を後半に並べています。問題 5 の並び（交互）と違います。
en: Sines fill the first half; problem 5 alternates them.
fails: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.register_buffer("pe", torch.cat([angles.sin(), angles.cos()], -1))

    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        return x + self.pe[: x.shape[1]]
