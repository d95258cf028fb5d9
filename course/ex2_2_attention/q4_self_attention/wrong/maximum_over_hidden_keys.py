"""
ja: 最大値を、見えないキーも含めて引いています。見えないロジットがずっと大きいと、見える重みが 0 になります。
en: The maximum that is subtracted includes hidden keys. If theirs is far larger, what is seen gets no weight.
fails: q4-mask
"""

class SelfAttention(SelfAttention):
    def forward(self, x, mask=None):
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        s = q @ k.transpose(-2, -1) / math.sqrt(k.shape[-1])
        e = (s - s.amax(-1, keepdim=True)).exp()
        if mask is not None:
            e = e * mask
        w = e / e.sum(-1, keepdim=True).clamp_min(1e-30)
        return self.W_o(w @ v), w
