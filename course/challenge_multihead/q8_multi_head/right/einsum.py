"""
en: Heads as an axis of einsum, never transposed; empty rows by nan_to_num before the product and where before the softmax.
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads:
            raise ValueError("n_heads must divide d_model")
        self.H, self.d_h, self.d_model = n_heads, d_model // n_heads, d_model
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))

    def forward(self, query, key, value, mask=None):
        q, k, v = (W(x).unflatten(-1, (self.H, self.d_h)) for W, x in ((self.W_q, query), (self.W_k, key), (self.W_v, value)))
        scores = torch.einsum("bqhd,bkhd->bhqk", q, k) / self.d_h**0.5
        if mask is None:
            weights = F.softmax(scores, dim=-1)
        else:
            while mask.dim() < 4:
                mask = mask.unsqueeze(0 if mask.dim() == 2 else 1)
            sees = mask.any(-1, keepdim=True)
            scores = torch.where(mask | ~sees, scores, -math.inf)
            weights = torch.where(sees, F.softmax(scores, dim=-1), 0.0)
        return self.W_o(torch.einsum("bhqk,bkhd->bqhd", weights, v).flatten(2)), weights
