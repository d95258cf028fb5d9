"""
ja: causal=False が働いていません。
en: causal=False has no effect.
fails: lm-causal
"""

class MiniLanguageModel(MiniLanguageModel):
    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).triu(1)  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
