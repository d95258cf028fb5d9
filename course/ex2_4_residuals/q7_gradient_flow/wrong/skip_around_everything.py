"""
ja: ネットワーク全体をまたぐ残差接続を加えています。
en: A skip around the whole network is added.
fails: q7-deep q7-gradients
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim, use_residual) for _ in range(n_blocks)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        start = x
        for block in self.blocks:
            x = block(x)
        return self.head(x + start)
