"""
ja: 位置が 8 個ごとに 0 へ戻ります。
en: Positions restart every 8 tokens.
fails: lm-positions
"""

class MiniLanguageModel(MiniLanguageModel):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device) % 8)  # (B, T, d_model)
        h = h + self.attend(self.norms[0](h))
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))  # (B, T, vocab_size)
