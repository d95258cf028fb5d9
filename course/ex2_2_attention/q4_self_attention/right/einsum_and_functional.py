"""
en: einsum, F.linear with the weights, and a softmax function; layers made in another order.
"""

class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        if d_k is None:
            d_k = d_model
        self.scale = d_k**-0.5
        self.W_o = nn.Linear(d_k, d_model, bias=False)
        self.W_v = nn.Linear(d_model, d_k, bias=False)
        self.W_k = nn.Linear(d_model, d_k, bias=False)
        self.W_q = nn.Linear(d_model, d_k, bias=False)

    def forward(self, x, mask=None):
        q, k = F.linear(x, self.W_q.weight) * self.scale, F.linear(x, self.W_k.weight)
        scores = torch.einsum("bqd,bkd->bqk", q, k)
        if mask is not None:
            scores = torch.where(mask.bool(), scores, torch.full_like(scores, float("-inf")))
        weights = torch.nan_to_num(F.softmax(scores, -1))
        return torch.einsum("bqk,bkd->bqd", weights, self.W_v(x)) @ self.W_o.weight.T, weights
