"""
ja: 表が学習されません (requires_grad=False)。
en: The table does not learn (requires_grad=False).
fails: q6-learned q6-inside
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model), requires_grad=False)

    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError("too long")
        return x + self.table[: x.shape[1]]
