"""
ja: ネットワークの入力を計算グラフから切り離しています。入力への勾配が流れません。
en: The network detaches its input, so no gradient reaches it.
fails: q7-deep
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList([ResidualBlock(input_dim, use_residual) for _ in range(n_blocks)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        x = x.detach()
        for block in self.blocks:
            x = block(x)
        return self.head(x)
