"""
ja: 評価時 (eval) には位置を足していません。
en: In evaluation the positions are not added.
fails: q6-learned
"""

class LearnablePositionalEmbedding(LearnablePositionalEmbedding):
    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError("too long")
        return x + self.table[: x.shape[1]] if self.training else x
