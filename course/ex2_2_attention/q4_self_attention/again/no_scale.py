"""
en: As wrong/no_scale.py, written a second way.
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
        logits = torch.einsum("bqd,bkd->bqk", q, k)
        if mask is not None:
            logits = torch.where(mask, logits, -torch.inf)
        weights = torch.nan_to_num(F.softmax(logits, -1))
        mixed = torch.einsum("bqk,bkd->bqd", weights, v)
        return self.W_o(mixed), weights
