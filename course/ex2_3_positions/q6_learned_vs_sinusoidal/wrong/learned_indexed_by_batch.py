"""
ja: 位置ではなくバッチの番号で表を引いています。
en: The table is indexed by the batch row instead of the position.
fails: q6-learned q6-inside
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model))

    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError("too long")
        return x + self.table[torch.arange(x.shape[0]) % len(self.table)][:, None]
