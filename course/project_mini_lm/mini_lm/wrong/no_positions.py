"""
ja: 位置を足していません。過去の順序が分かりません。
en: No positions: attention sees the past as a bag of words.
fails: lm-positions lm-overfit
"""

class MiniLanguageModel(MiniLanguageModel):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        h = self.tokens(ids)  # (B, T, d_model)
        h = h + self.attend(self.norms[0](h))
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))  # (B, T, vocab_size)
