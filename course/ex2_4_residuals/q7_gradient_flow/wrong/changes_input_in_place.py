"""
ja: x += … で入力を書き換えています。
en: x += … changes the input.
fails: q7-block q7-jacobian q7-deep q7-clean
may: q7-gradients
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        f = self.linear2(h)
        if self.use_residual:
            x += f
            return x
        return f
