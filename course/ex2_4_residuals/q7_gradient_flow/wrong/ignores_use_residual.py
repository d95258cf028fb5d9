"""
ja: use_residual=False でも x を足しています。
en: x is added with use_residual=False, too.
fails: q7-block q7-identity q7-jacobian
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        f = self.linear2(h)
        return x + f
