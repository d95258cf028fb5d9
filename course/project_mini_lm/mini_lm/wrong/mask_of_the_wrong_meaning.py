"""
ja: nn.MultiheadAttention のマスクは True が禁止です。許す場所を渡すと過去が隠れ、学習では何も残らない行が nan になります。
en: nn.MultiheadAttention forbids where the mask is True. A mask of what is allowed hides the past, and rows with nothing left become nan in training.
fails: lm-causal lm-positions lm-real-text
"""

class MiniLanguageModel(MiniLanguageModel):
    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool, device=h.device).tril() if self.causal else None  # True forbids
        return self.attention(h, h, h, attn_mask=future, need_weights=False)[0]
