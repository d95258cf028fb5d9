"""
ja: (T, T) のマスクを、T がバッチの大きさと同じとき、バッチごとのマスクと取り違えています。
en: A (T, T) mask is taken for one row per sentence where T equals the batch size.
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
        mixed, weights = scaled_dot_product_attention(q, k, v, mask.unsqueeze(1) if mask is not None and mask.dim() == 2 and len(mask) == len(x) else mask)
        return self.W_o(mixed), weights
