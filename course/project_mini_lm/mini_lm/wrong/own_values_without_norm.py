"""
ja: バリューだけ、正規化していません。
en: The values alone are not normed.
fails: lm-own-formula
may: lm-own-text
"""

class MyTransformer(MyTransformer):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            x = norm(h)
            h = block(h + attention(x, x, h, past)[0])
        return self.output(self.last_norm(h))
