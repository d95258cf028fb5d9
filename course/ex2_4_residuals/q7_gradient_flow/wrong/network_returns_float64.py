"""
ja: 出力がいつも float64 です。
en: The output is always float64.
fails: q7-deep
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim, use_residual) for _ in range(n_blocks)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x).double()
