"""
ja: 評価モード (eval) では x を足していません。
en: In eval mode x is not added.
fails: q7-block q7-deep
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)))
        return x + f if self.use_residual and self.training else f
