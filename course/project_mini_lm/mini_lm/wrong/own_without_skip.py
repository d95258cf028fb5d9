"""
ja: 注意のまわりの残差接続がありません（h + がない）。
en: There is no residual connection around attention (h + is missing).
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
            h = block(attention(x, x, x, past)[0])
        return self.output(self.last_norm(h))
