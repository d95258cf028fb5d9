"""
ja: triu(2) では次のトークン、つまり正解が見えます。
en: triu(2) lets each position see the next token, which is the answer.
fails: lm-causal lm-real-text
"""

class MiniLanguageModel(MiniLanguageModel):
    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).triu(2) if self.causal else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
