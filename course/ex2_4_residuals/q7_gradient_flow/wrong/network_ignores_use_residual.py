"""
ja: use_residual をブロックに渡していません。
en: use_residual is not passed to the blocks.
fails: q7-deep
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim) for _ in range(n_blocks)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)
