"""
ja: x + f(x) ではなく x + x を計算しています。
en: It computes x + x instead of x + f(x).
fails: q7-block q7-identity q7-jacobian q7-deep q7-gradients q7-clean
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        f = self.linear2(h)
        return x + x if self.use_residual else f
