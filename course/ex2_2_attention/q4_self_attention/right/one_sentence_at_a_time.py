"""
en: A loop over the batch and over the queries.
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
        B, T, _ = x.shape
        seen = torch.ones(B, T, T, dtype=torch.bool) if mask is None else mask.expand(B, T, T)
        rows = []
        for b in range(B):
            q, k = self.W_q(x[b]), self.W_k(x[b])
            for t in range(T):
                logits = (k @ q[t]) / math.sqrt(k.shape[-1])
                keep = seen[b, t]
                row = torch.zeros_like(logits)
                rows.append(row.masked_scatter(keep, logits[keep].softmax(0)) if keep.any() else row)
        weights = torch.stack(rows).view(B, T, T)
        return self.W_o(torch.einsum("bij,bjd->bid", weights, self.W_v(x))), weights
