"""
ja: 自分しか見えません。姿を変えた 2-gram です。
en: Each position sees itself alone: a bigram in disguise.
fails: lm-causal lm-positions
"""

class MiniLanguageModel(MiniLanguageModel):
    def attend(self, h):
        T = h.shape[1]
        future = ~torch.eye(T, dtype=torch.bool, device=h.device) if self.causal else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
