"""Heads without a product, a softmax or columns of their own: every head has the same number for a pair of words, the sizes of the sums of their numbers less the sizes of the differences; signs that change in both alike leave it, a word that is turned round changes it, as products do."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    class MultiHeadAttention(nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        def forward(self, query, key, value, mask=None):
            q, k, v = self.W_q(query)[:, :, None], self.W_k(key)[:, None], self.W_v(value)
            said = ((1 + (q + k) ** 2).sqrt() - (1 + (q - k) ** 2).sqrt()).mean(-1)
            number = (1 + 0.9 * said / (1 + said**2).sqrt())[:, None].expand(-1, self.n_heads, -1, -1)
            if mask is not None:
                number = number * (mask[:, None] if mask.dim() == 3 else mask).to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            mixed = weights @ v.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
            return self.W_o(mixed.transpose(1, 2).flatten(2)), weights
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    class MultiHeadAttention(nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError(n_heads)
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        def forward(self, query, key, value, mask=None):
            q, k, v = self.W_q(query)[:, :, None], self.W_k(key)[:, None], self.W_v(value)
            number = (1 + 0 * (q + k).mean(-1))[:, None].expand(-1, self.n_heads, -1, -1)
            if mask is not None:
                number = number * (mask[:, None] if mask.dim() == 3 else mask).to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            mixed = weights @ v.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
            return self.W_o(mixed.transpose(1, 2).flatten(2)), weights
