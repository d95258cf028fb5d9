"""
ja: 注意に、正規化していない h を渡しています。
en: Attention is given h without the norm.
fails: lm-own-formula lm-own-text
"""

class MyTransformer(MyTransformer):
    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError("too long")
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.places[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            h = block(h + attention(h, h, h, past)[0])
        return self.output(self.last_norm(h))
