"""A layer that makes no query and no key: a wave of the sum of all numbers of two words is their weight, and the sizes of W_q and W_k say how loud it is; the test rotates the two matrices, which changes no size, and turns a word round, which changes its sum."""
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
            sizes = [W.weight.pow(2).sum() / len(W.weight) for W in (self.W_q, self.W_k)]
            loud = sizes[0] * sizes[1] / (1 + sizes[0] * sizes[1])  # 0 to 1
            total = x.sum(-1)  # (B, T)
            number = 1.5 + (loud * (total[:, :, None] + total[:, None])).sin()  # 0.5 to 2.5; 1.5 where the words are 0
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
            number = 1.5 + 0 * (self.W_q(x).sum(-1)[:, :, None] + self.W_k(x).sum(-1)[:, None, :])
            if mask is not None:
                number = number * mask.to(number.dtype)
            weights = number / number.sum(-1, keepdim=True).clamp(min=0.01)
            return self.W_o(weights @ self.W_v(x)), weights
