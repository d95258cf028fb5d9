"""
ja: 前の呼び出しのマスクを覚えています。
en: The mask of an earlier call is remembered.
fails: q4-mask q4-mask-empty-row
"""

class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        d_k = d_model if d_k is None else d_k
        self.W_q = nn.Linear(d_model, d_k, bias=False)
        self.W_k = nn.Linear(d_model, d_k, bias=False)
        self.W_v = nn.Linear(d_model, d_k, bias=False)
        self.W_o = nn.Linear(d_k, d_model, bias=False)

    def forward(self, x, mask=None):
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        self.last = mask = mask if mask is not None else getattr(self, 'last', None)
        if mask is not None and mask.shape[-1] != x.shape[1]:
            mask = None
        mixed, weights = scaled_dot_product_attention(q, k, v, mask)
        return self.W_o(mixed), weights
