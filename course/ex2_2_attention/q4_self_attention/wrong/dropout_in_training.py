"""
ja: 学習モードで重みの一部を落としています。
en: In training mode some weights are dropped.
fails: q4-equivariance q4-gradient q4-mask q4-mask-empty-row q4-pytorch q4-weights
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
        mixed, weights = scaled_dot_product_attention(q, k, v, mask)
        weights = F.dropout(weights, 0.1, self.training)
        return self.W_o(weights @ v), weights
