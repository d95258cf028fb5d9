"""
ja: 入力 x をその場で書き換えています (+=)。
en: The input x is changed in place (+=).
fails: q6-learned
"""

class LearnablePositionalEmbedding(LearnablePositionalEmbedding):
    def forward(self, x):
        if x.shape[1] > len(self.table):
            raise ValueError("too long")
        x = x.detach() if x.is_leaf and x.requires_grad else x
        x += self.table[: x.shape[1]]
        return x
