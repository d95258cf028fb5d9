"""
en: NaN weights of an empty row become 0; the mask keeps NaN gradients from flowing on.
"""

class SelfAttention(SelfAttention):
    def forward(self, x, mask=None):
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        s = q @ k.transpose(-2, -1) / math.sqrt(k.shape[-1])
        if mask is not None:
            s = s.masked_fill(~mask, -torch.inf)
        w = s.softmax(-1).nan_to_num(0.0)
        return self.W_o(w @ v), w
