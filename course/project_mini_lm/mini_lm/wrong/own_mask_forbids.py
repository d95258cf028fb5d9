"""
ja: マスクの意味が逆です。この部品では True が「参照してよい」です。
en: The mask has the opposite meaning: in these parts True allows.
fails: lm-own-formula lm-own-text
"""

class MyTransformer(MyTransformer):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).triu()
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            x = norm(h)
            h = block(h + attention(x, x, x, past)[0])
        return self.output(self.last_norm(h))
