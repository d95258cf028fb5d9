"""
ja: 勾配を記録しないとき (torch.no_grad) は x += … で入力を書き換えています。
en: Where no gradients are recorded (torch.no_grad) x += … changes the input.
fails: q6-sinusoidal
"""

class SinusoidalPositionalEncoding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        angles = torch.arange(max_len)[:, None] * 10000.0 ** (-torch.arange(0, d_model, 2) / d_model)
        self.register_buffer("pe", torch.stack([angles.sin(), angles.cos()], -1).flatten(1))

    def forward(self, x):
        if x.shape[1] > len(self.pe):
            raise ValueError("too long")
        if torch.is_grad_enabled():
            return x + self.pe[: x.shape[1]]
        x += self.pe[: x.shape[1]]
        return x
