"""
en: Other initial values, and the factor as a buffer that is not learned.
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        for linear in (self.linear1, self.linear2):
            nn.init.xavier_normal_(linear.weight)
        self.register_buffer("skip", torch.tensor(1.0 if use_residual else 0.0))

    def forward(self, x):
        return torch.add(self.linear2(torch.clamp(self.linear1(x), min=0)), x * self.skip.to(x.dtype))
