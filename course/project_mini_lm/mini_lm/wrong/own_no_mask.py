"""
ja: マスクを渡していないので、未来が見えます。
en: Without a mask it sees the future.
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
            x = norm(h)
            h = block(h + attention(x, x, x, None)[0])
        return self.output(self.last_norm(h))
