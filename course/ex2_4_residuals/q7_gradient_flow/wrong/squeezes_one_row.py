"""
ja: squeeze() のため、一行だけの入力で形が変わります。
en: squeeze() changes the shape of an input of one row.
fails: q7-block q7-jacobian q7-deep q7-gradients
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)))
        return (x + f if self.use_residual else f).squeeze()
