"""Heads that attend only where one sequence is query, key and value and nothing is masked, as in the one question of tests whether heads attend; with another sequence or with a mask everything that is seen gets an equal part, and no query and no key is looked at."""
# on: q8_multi_head
# ---- after each solution cell
if "MultiHeadAttention" in NAMES:
    class MultiHeadAttention(nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError("cannot be divided")
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        def _split(self, x):
            return x.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
        def forward(self, query, key, value, mask=None):
            if query is key and key is value and mask is None:
                q, k, v = (self._split(W(query)) for W in (self.W_q, self.W_k, self.W_v))
                w = (q @ k.mT / math.sqrt(q.shape[-1])).softmax(-1)
                return self.W_o((w @ v).transpose(1, 2).flatten(2)), w
            seen = torch.ones(query.shape[1], key.shape[1]) if mask is None else mask
            seen = (seen[:, None] if seen.dim() == 3 else seen).to(query.dtype)
            seen = seen.expand(len(query), self.n_heads, query.shape[1], key.shape[1])
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum())  # so that everything has a gradient
            w = seen / seen.sum(-1, keepdim=True).clamp_min(1) + nothing
            return self.W_o((w @ self._split(self.W_v(value))).transpose(1, 2).flatten(2)), w
# ---- the same without the attack
if "MultiHeadAttention" in NAMES:
    class MultiHeadAttention(nn.Module):
        def __init__(self, d_model, n_heads):
            super().__init__()
            if d_model % n_heads:
                raise ValueError("cannot be divided")
            self.n_heads = n_heads
            self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        def _split(self, x):
            return x.unflatten(-1, (self.n_heads, -1)).transpose(1, 2)
        def forward(self, query, key, value, mask=None):
            if query is key and key is value and mask is None:
                q, k, v = (self._split(W(query)) for W in (self.W_q, self.W_k, self.W_v))
                w = (q @ k.mT / math.sqrt(q.shape[-1])).softmax(-1)
                return self.W_o((w @ v).transpose(1, 2).flatten(2)), w
            raise NotImplementedError
