"""
ja: 足す x を detach しているため、恒等の道に勾配が流れません。
en: The x that is added is detached, so no gradient takes the identity path.
fails: q7-jacobian q7-gradients
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        h = torch.relu(self.linear1(x))
        f = self.linear2(h)
        return x.detach() + f if self.use_residual else f
