"""
ja: ブロックは残差接続を持っているのに、もう一度 h を足しています。
en: A block has its residual connection inside; here h is added once more.
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
            x = norm(h)
            h = h + attention(x, x, x, past)[0]
            h = h + block(h)
        return self.output(self.last_norm(h))
