"""
ja: 表の 1 行目から使っています。0 行目から使います。
en: The table is used from row 1 on; it begins at row 0.
fails: q6-learned
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.table = nn.Parameter(0.02 * torch.randn(max_len + 1, d_model))

    def forward(self, x):
        if x.shape[1] > len(self.table) - 1:
            raise ValueError("too long")
        return x + self.table[1 : x.shape[1] + 1]
