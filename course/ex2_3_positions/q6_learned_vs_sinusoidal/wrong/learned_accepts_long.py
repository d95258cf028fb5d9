"""
ja: 長すぎる列で先頭に戻り、エラーになりません。
en: Sequences that are too long wrap around without an error.
fails: q6-too-long
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.table = nn.Parameter(0.02 * torch.randn(max_len, d_model))

    def forward(self, x):
        return x + self.table[torch.arange(x.shape[1]) % len(self.table)]
