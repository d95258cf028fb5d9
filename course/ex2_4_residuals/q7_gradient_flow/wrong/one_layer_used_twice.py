"""
ja: linear1 と linear2 が同じ層です。
en: linear1 and linear2 are one and the same layer.
fails: q7-block q7-identity q7-jacobian q7-deep
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1 = self.linear2 = nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)))
        return x + f if self.use_residual else f
