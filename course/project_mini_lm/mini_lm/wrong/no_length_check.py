"""
ja: 長すぎる入力で、理由を示す ValueError ではなく IndexError になります。
en: A longer input gives an IndexError of the embedding, not a ValueError that says why.
fails: lm-shape
"""

class MiniLanguageModel(MiniLanguageModel):
    def forward(self, ids):
        T = ids.shape[1]
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))  # (B, T, d_model)
        h = h + self.attend(self.norms[0](h))
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))  # (B, T, vocab_size)
