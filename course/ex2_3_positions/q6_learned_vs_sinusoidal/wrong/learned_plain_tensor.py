"""
ja: 表が Parameter でないため、最適化の対象になりません。
en: The table is no Parameter, so no optimiser sees it.
fails: q6-learned q6-inside
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.table = 0.02 * torch.randn(max_len, d_model)

    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError("too long")
        return x + self.table[: x.shape[1]]
