"""
ja: ReLU の代わりに ReLU6 を使っていて、6 を超える値が切られます。
en: ReLU6 instead of ReLU cuts off values above 6.
fails: q7-block q7-jacobian
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(F.relu6(self.linear1(x)))
        return x + f if self.use_residual else f
