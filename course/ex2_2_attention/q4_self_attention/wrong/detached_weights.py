"""
ja: detach() のため W_q と W_k に勾配が流れません。
en: detach() keeps gradients from W_q and W_k.
fails: q4-gradient
"""

class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        self.d_k = d_model if d_k is None else d_k
        self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, self.d_k, bias=False) for _ in range(3))
        self.W_o = nn.Linear(self.d_k, d_model, bias=False)

    def forward(self, x, mask=None):
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_k)
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -math.inf)
        weights = scores.softmax(dim=-1).nan_to_num().detach()
        return self.W_o(weights @ v), weights
