"""
ja: どのブロックも最初の入力を受け取っています。
en: Every block gets the first input.
fails: q7-deep q7-gradients q7-clean
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim, use_residual) for _ in range(n_blocks)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        h = x
        for block in self.blocks:
            h = block(x)
        return self.head(h)
