"""
ja: max_len より長い入力で ValueError になりません。
en: An input longer than max_len is no ValueError.
fails: lm-own-text
"""

class MyTransformer(MyTransformer):
    def forward(self, ids):
        T = ids.shape[1]
        past = torch.ones(T, T, dtype=torch.bool, device=ids.device).tril()
        h = self.tokens(ids) + self.places.repeat(1 + T // self.max_len, 1)[:T]
        for norm, attention, block in zip(self.norms, self.attentions, self.blocks):
            x = norm(h)
            h = block(h + attention(x, x, x, past)[0])
        return self.output(self.last_norm(h))
