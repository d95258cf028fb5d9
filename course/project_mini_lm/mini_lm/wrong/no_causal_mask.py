"""
ja: マスクがなく、次のトークンが見えています。損失は小さくなりますが、何も学んでいません。
en: No mask: every position sees the next token, the loss is splendid, and nothing is learned.
fails: lm-causal lm-real-text
"""

class MiniLanguageModel(MiniLanguageModel):
    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).triu(1) if False else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
