"""
ja: 自分と未来だけが見えるマスクになっています。
en: The mask lets each position see itself and the future.
fails: lm-causal lm-positions lm-real-text
"""

class MiniLanguageModel(MiniLanguageModel):
    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).tril(-1) if self.causal else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
