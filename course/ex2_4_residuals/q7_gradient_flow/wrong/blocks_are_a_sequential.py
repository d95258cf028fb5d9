"""
ja: blocks が nn.ModuleList ではなく nn.Sequential です。あとで ModuleList に取り替えると、forward が動きません。
en: blocks is an nn.Sequential and no nn.ModuleList; forward fails once a ModuleList takes its place.
fails: q7-deep
"""

class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.Sequential(*[ResidualBlock(input_dim, use_residual) for _ in range(n_blocks)])
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        return self.head(self.blocks(x))
