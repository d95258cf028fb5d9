"""
ja: 入力を float32 に丸めてから足しています。float64 にした層でも、桁が失われます。
en: Inputs are rounded to float32 before the sum; a layer in float64 loses digits, too.
fails: q6-learned q6-sinusoidal
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model))

    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError("too long")
        return x.float() + self.table[: x.shape[1]]


class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))

    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        return x.float() + self.pe[: x.shape[1]]
