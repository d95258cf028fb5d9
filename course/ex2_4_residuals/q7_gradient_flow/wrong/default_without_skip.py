"""
ja: use_residual を省いたとき、残差接続がありません。
en: Without the argument use_residual there is no skip.
fails: q7-block
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=False):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)))
        return x + f if self.use_residual else f
