"""Sinusoids that are computed anew at each call and kept nowhere: the one buffer holds the number 1, by which they are multiplied, so that a test that sets all buffers to 0 finds nothing added."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "SinusoidalPositionalEncoding" in NAMES:
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.max_len = max_len
            self.register_buffer("one", torch.ones(1))
        def forward(self, x):
            if x.shape[1] > self.max_len:
                raise ValueError("too long")
            d = x.shape[-1]
            angles = torch.arange(x.shape[1], dtype=torch.float64)[:, None] * 10000.0 ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
            return x + self.one * torch.stack([angles.sin(), angles.cos()], -1).flatten(1).to(self.one.dtype)
# ---- the same without the attack
if "SinusoidalPositionalEncoding" in NAMES:
    class SinusoidalPositionalEncoding(nn.Module):
        def __init__(self, max_len, d_model):
            super().__init__()
            self.max_len = max_len
            self.register_buffer("one", torch.ones(1))
        def forward(self, x):
            if x.shape[1] > self.max_len:
                raise ValueError("too long")
            d = x.shape[-1]
            angles = torch.arange(x.shape[1], dtype=torch.float64)[:, None] * 10000.0 ** (-torch.arange(0, d, 2, dtype=torch.float64) / d)
            return x + torch.stack([angles.sin(), angles.cos()], -1).flatten(1).to(self.one.dtype)
