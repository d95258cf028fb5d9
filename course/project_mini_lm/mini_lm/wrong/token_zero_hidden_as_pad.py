"""
ja: 番号 0 のトークンが、後の位置から見えません。0 も普通のトークンです。
en: Later positions do not see token 0; it is a token like any other.
fails: lm-positions
"""

class MiniLanguageModel(MiniLanguageModel):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))
        self.real = ids != 0  # (B, T)
        h = h + self.attend(self.norms[0](h))
        h = h + self.feed_forward(self.norms[1](h))
        return self.output(self.norms[2](h))

    def attend(self, h):
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool).triu(1) if self.causal else torch.zeros(T, T, dtype=torch.bool)
        forbidden = (future | ~self.real[:, None, :]) & ~torch.eye(T, dtype=torch.bool)  # (B, T, T); itself stays
        forbidden = forbidden.repeat_interleave(self.attention.num_heads, dim=0)
        return self.attention(h, h, h, attn_mask=forbidden, need_weights=False)[0]
