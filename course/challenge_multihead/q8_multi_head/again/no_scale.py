"""
en: As wrong/no_scale.py, written a second way.
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        if d_model % n_heads != 0:
            raise ValueError("not divisible")
        self.n, self.d = n_heads, d_model // n_heads
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)

    def forward(self, query, key, value, mask=None):
        parts = [layer(t).reshape(t.shape[0], t.shape[1], self.n, self.d) for layer, t in ((self.W_q, query), (self.W_k, key), (self.W_v, value))]
        logits = torch.einsum("bihd,bjhd->bhij", parts[0], parts[1])
        if mask is None:
            attention = torch.softmax(logits, dim=3)
        else:
            allowed = (mask.unsqueeze(1) if mask.dim() == 3 else mask).expand_as(logits)
            attention = torch.softmax(torch.where(allowed, logits, torch.finfo(logits.dtype).min), dim=3) * allowed
        mixed = torch.einsum("bhij,bjhd->bihd", attention, parts[2])
        return self.W_o(mixed.reshape(query.shape)), attention
