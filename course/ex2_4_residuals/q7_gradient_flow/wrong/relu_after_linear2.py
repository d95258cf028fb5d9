"""
ja: 二つ目の層の後にも ReLU があります。
en: There is a ReLU after the second layer, too.
fails: q7-block q7-jacobian
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        f = torch.relu(self.linear2(h))
        return x + f if self.use_residual else f
