"""
ja: 注意とブロックの順が逆です。
en: Attention and block come in the opposite order.
fails: lm-own-formula
"""

class MyTransformer(MyTransformer):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            h = block(h)
            x = norm(h)
            h = h + attention(x, x, x, past)[0]
        return self.output(self.last_norm(h))
