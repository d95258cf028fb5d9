"""
ja: 層の中で位置の情報を足しています。置換同変ではなくなります。
en: Positions are added inside the layer, so it is no longer equivariant.
fails: q4-weights q4-output q4-equivariance q4-mask q4-mask-empty-row q4-gradient q4-pytorch
"""

class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        self.d_k = d_model if d_k is None else d_k
        self.W_q, self.W_k, self.W_v = (nn.Linear(d_model, self.d_k, bias=False) for _ in range(3))
        self.W_o = nn.Linear(self.d_k, d_model, bias=False)

    def forward(self, x, mask=None):
        x = x + torch.arange(x.shape[1]).view(1, -1, 1) / x.shape[1]
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        scores = q @ k.transpose(-2, -1) / math.sqrt(self.d_k)
        if mask is not None:
            scores = scores.masked_fill(mask == 0, -math.inf)
        weights = scores.softmax(dim=-1).nan_to_num()
        return self.W_o(weights @ v), weights
