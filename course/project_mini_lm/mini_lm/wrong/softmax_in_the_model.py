"""
ja: モデルが確率を返し、cross_entropy がもう一度 softmax をかけます。logits を返します。
en: The model returns probabilities, and cross_entropy takes their softmax once more. Return logits.
fails: lm-overfit lm-real-text
"""

class MiniLanguageModel(MiniLanguageModel):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, but the model has positions for {self.max_len}")
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))  # (B, T, d_model)
        h = h + self.attend(self.norms[0](h))
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h)).softmax(-1)  # (B, T, vocab_size)
