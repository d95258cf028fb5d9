"""A layer that looks at the first number of a query and the first of a key and at no other, adds them and subtracts them, and takes a wave of each: no product, no softmax, no root; the test changes the signs of other numbers than the first, and turns a whole word round."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    class SelfAttention(nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            q, k = self.W_q(x)[..., 0][:, :, None], self.W_k(x)[..., 0][:, None, :]
            number = 1.2 + ((q + k).sin() - (k - q).sin()) / 2  # between 0.2 and 2.2; 1.2 where q is 0
            if mask is not None:
                number = number * mask.to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            return self.W_o(weights @ self.W_v(x)), weights
# ---- the same without the attack
if "SelfAttention" in NAMES:
    class SelfAttention(nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = nn.Linear(d_k, d_model, bias=False)
        def forward(self, x, mask=None):
            number = 1.2 + 0 * (self.W_q(x).sum(-1)[:, :, None] + self.W_k(x).sum(-1)[:, None, :])
            if mask is not None:
                number = number * mask.to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            return self.W_o(weights @ self.W_v(x)), weights
