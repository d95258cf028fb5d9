"""
ja: すべてのブロックが同じ重みです。
en: All blocks share one set of weights.
fails: q7-deep q7-gradients q7-clean
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim, use_residual)] * n_blocks)
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)
