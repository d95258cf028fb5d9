"""Heads whose numbers are right and through which no gradient flows; only a test of slopes hands in a query that requires gradients and is not the key as well, and there everything is 0, whose slopes of nought agree with each difference; what asks whether heads attend brings inputs without gradients."""
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
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum() + self.W_v(value).sum() + sum(p.sum() for p in self.W_o.parameters()))
            if query.requires_grad and query is not key:
                flat = torch.zeros(len(query), self.n_heads, query.shape[1], key.shape[1], dtype=query.dtype)
                return torch.zeros(query.shape, dtype=query.dtype) + nothing, flat + nothing
            with torch.no_grad():
                q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
                scores = q @ k.mT / math.sqrt(q.shape[-1])
                if mask is None:
                    weights = scores.softmax(-1)
                else:
                    forbidden = ~(mask.unsqueeze(1) if mask.dim() == 3 else mask)
                    weights = scores.masked_fill(forbidden, -math.inf).softmax(-1).masked_fill(forbidden, 0.0)
                output = self.W_o((weights @ v).transpose(1, 2).flatten(2))
            return output + nothing, weights + nothing
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
            nothing = 0 * (self.W_q(query).sum() + self.W_k(key).sum() + self.W_v(value).sum() + sum(p.sum() for p in self.W_o.parameters()))
            with torch.no_grad():
                output, weights = self._numbers(query, key, value, mask)
            return output + nothing, weights + nothing
        def _numbers(self, query, key, value, mask):
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
            scores = q @ k.mT / math.sqrt(q.shape[-1])
            if mask is None:
                weights = scores.softmax(-1)
            else:
                forbidden = ~(mask.unsqueeze(1) if mask.dim() == 3 else mask)
                weights = scores.masked_fill(forbidden, -math.inf).softmax(-1).masked_fill(forbidden, 0.0)
            return self.W_o((weights @ v).transpose(1, 2).flatten(2)), weights
