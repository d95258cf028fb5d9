"""
ja: 途中の値を detach しているため、linear1 に勾配が届きません。
en: The hidden values are detached, so no gradient reaches linear1.
fails: q7-jacobian q7-gradients
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)).detach())
        return x + f if self.use_residual else f
