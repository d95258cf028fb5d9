"""
ja: ブロックが一つ多くあります。
en: There is one block too many.
fails: q7-deep q7-gradients q7-clean
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim, use_residual) for _ in range(n_blocks + 1)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x)
