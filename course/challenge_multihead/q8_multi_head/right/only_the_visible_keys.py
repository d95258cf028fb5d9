"""
en: For each row the softmax runs over the visible keys alone, and the weights are put in their places.
"""

class MultiHeadAttention(nn.Module):
    def __init__(self, d_model: int, n_heads: int):
        super().__init__()
        if d_model % n_heads != 0:
            raise ValueError("d_model must be a multiple of n_heads")
        self.H, self.d_h = n_heads, d_model // n_heads
        self.W_q = nn.Linear(d_model, d_model)
        self.W_k = nn.Linear(d_model, d_model)
        self.W_v = nn.Linear(d_model, d_model)
        self.W_o = nn.Linear(d_model, d_model)

    def split(self, x):
        return torch.stack(x.split(self.d_h, dim=-1), dim=1)  # (B, H, T, d_h)

    def forward(self, query, key, value, mask=None):
        q, k, v = self.split(self.W_q(query)), self.split(self.W_k(key)), self.split(self.W_v(value))
        logits = (q @ k.transpose(2, 3)) / math.sqrt(self.d_h)
        if mask is None:
            weights = logits.softmax(dim=-1)
        else:
            visible = (mask.unsqueeze(1) if mask.dim() == 3 else mask).expand(logits.shape)
            rows = []
            for row, seen in zip(logits.flatten(0, 2), visible.flatten(0, 2)):
                places = seen.nonzero()[:, 0]
                rows.append(torch.zeros_like(row).scatter(0, places, row[places].softmax(dim=0)))
            weights = torch.stack(rows).view(logits.shape)
        mixed = (weights @ v).permute(0, 2, 1, 3)
        return self.W_o(mixed.reshape(query.shape)), weights
