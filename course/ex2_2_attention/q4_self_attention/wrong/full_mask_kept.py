"""
ja: mask がないときの「すべて見える」マスクを最初の呼び出しの大きさで作って取っておき、もっと長い入力で使えません。
en: The mask that opens everything, for calls without one, is made at the first call in its size and kept; longer inputs do not fit.
fails: q4-output
"""

class SelfAttention(SelfAttention):
    def forward(self, x, mask=None):
        B, T, _ = x.shape
        if mask is None:
            if not hasattr(self, "open"):
                self.open = torch.ones(B, T, T, dtype=torch.bool)
            mask = self.open[:B, :T, :T]
        mixed, weights = scaled_dot_product_attention(self.W_q(x), self.W_k(x), self.W_v(x), mask)
        return self.W_o(mixed), weights
