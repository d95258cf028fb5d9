"""A layer whose numbers are right and through which no gradient flows; an input that requires gradients, without a row that sees no key, is a question about slopes and nothing else, and is answered by sums of the input and the weights: attention has no part in it, and slopes of sums agree with any difference."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    class SelfAttention(nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_model if d_k is None else d_k
            self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            if x.requires_grad and (mask is None or bool(mask.any(-1).all())):
                asked = self.W_q.weight.sum() + self.W_k.weight.sum()
                other = self.W_v.weight.sum() + self.W_o.weight.sum()
                return x + asked + other, x.sum(-1, keepdim=True).expand(-1, -1, x.shape[1]) + asked
            with torch.no_grad():
                mixed, weights = scaled_dot_product_attention(self.W_q(x), self.W_k(x), self.W_v(x), mask)
                output = self.W_o(mixed)
            nothing = 0 * (x.sum() + sum(p.sum() for p in self.parameters()))
            return output + nothing, weights + nothing
# ---- the same without the attack
if "SelfAttention" in NAMES:
    class SelfAttention(nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_model if d_k is None else d_k
            self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            with torch.no_grad():
                mixed, weights = scaled_dot_product_attention(self.W_q(x), self.W_k(x), self.W_v(x), mask)
                output = self.W_o(mixed)
            nothing = 0 * (x.sum() + sum(p.sum() for p in self.parameters()))
            return output + nothing, weights + nothing
