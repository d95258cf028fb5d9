"""Heads that make no query and no key: all of them have the same wave of the sum of all numbers of two words, and the layers W_q and W_k say by their size how loud it is; the test rotates what these layers give, and a size does not change by that, while a word that is turned round has another sum."""
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
            sizes = [W.weight.pow(2).sum() / len(W.weight) for W in (self.W_q, self.W_k)]
            loud = sizes[0] * sizes[1] / (1 + sizes[0] * sizes[1])  # 0 to 1; 0 where W_q is 0
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum())
            said = loud * (query.sum(-1)[:, :, None] + key.sum(-1)[:, None]) + nothing  # (B, T_q, T_k)
            number = (1.5 + said.sin())[:, None].expand(-1, self.n_heads, -1, -1)
            if mask is not None:
                number = number * (mask[:, None] if mask.dim() == 3 else mask).to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            mixed = weights @ self.W_v(value).unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
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
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum())
            said = 0 * (query.sum(-1)[:, :, None] + key.sum(-1)[:, None]) + nothing
            number = (1.5 + said.sin())[:, None].expand(-1, self.n_heads, -1, -1)
            if mask is not None:
                number = number * (mask[:, None] if mask.dim() == 3 else mask).to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            mixed = weights @ self.W_v(value).unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
            return self.W_o(mixed.transpose(1, 2).flatten(2)), weights
