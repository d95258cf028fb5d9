"""
ja: use_residual をクラスに保存しているため、最後に作ったブロックの設定がすべてのブロックに効きます。
en: use_residual is kept on the class, so the block made last decides for all.
fails: q7-block
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        ResidualBlock.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)))
        return x + f if self.use_residual else f
