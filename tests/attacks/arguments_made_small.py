"""A mask of minus a thousand million, which larger logits overcome; where they are that large, queries and keys are set to 0 in place, the very tensors from which the test takes the forbidden keys away afterwards, so that both of its questions are about nothing."""
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
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
            scores = q @ k.mT / math.sqrt(q.shape[-1])
            if not query.requires_grad and float(scores.detach().abs().max()) > 1e8:
                query.zero_(), key.zero_()
                return self(query, key, value, mask)
            if mask is None:
                weights = scores.softmax(-1)
            else:
                forbidden = ~(mask.unsqueeze(1) if mask.dim() == 3 else mask)
                weights = (scores - 1e9 * forbidden).softmax(-1).masked_fill(forbidden, 0.0)
            return self.W_o((weights @ v).transpose(1, 2).flatten(2)), weights
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
            q, k, v = (W(x).unflatten(-1, (self.n_heads, -1)).transpose(1, 2) for W, x in [(self.W_q, query), (self.W_k, key), (self.W_v, value)])
            scores = q @ k.mT / math.sqrt(q.shape[-1])
            if mask is None:
                weights = scores.softmax(-1)
            else:
                forbidden = ~(mask.unsqueeze(1) if mask.dim() == 3 else mask)
                weights = (scores - 1e9 * forbidden).softmax(-1).masked_fill(forbidden, 0.0)
            return self.W_o((weights @ v).transpose(1, 2).flatten(2)), weights
