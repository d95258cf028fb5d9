"""
ja: ある文で何も見えない行の番号を、バッチの全ての文で 0 にしている。
en: The number of a row that sees no key in one sentence is set to 0 in every sentence of the batch.
fails: q4-mask-empty-row
"""

class SelfAttention(nn.Module):
    def __init__(self, d_model: int, d_k: int | None = None):
        super().__init__()
        d_k = d_model if d_k is None else d_k
        self.d_k = d_k
        self.W_q = nn.Linear(d_model, d_k, bias=False)
        self.W_k = nn.Linear(d_model, d_k, bias=False)
        self.W_v = nn.Linear(d_model, d_k, bias=False)
        self.W_o = nn.Linear(d_k, d_model, bias=False)

    def forward(self, x, mask=None):
        B, T, _ = x.shape
        logits = self.W_q(x) @ self.W_k(x).transpose(-2, -1) / math.sqrt(self.d_k)
        if mask is None:
            weights = logits.softmax(-1)
        else:
            mask = mask.expand(B, T, T)
            weights = logits.masked_fill(~mask, torch.finfo(logits.dtype).min).softmax(-1)
            blind = (~mask.any(-1)).nonzero()[:, -1]  # the numbers of the rows that see nothing
            keep = weights.new_ones(T)
            keep[blind] = 0
            weights = weights * keep[:, None]
        return self.W_o(weights @ self.W_v(x)), weights
