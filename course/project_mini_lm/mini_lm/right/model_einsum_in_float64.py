"""
en: Heads by einsum with parameters of its own, in float64; the norms come after the sums, their gains in one tensor.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len, self.causal, self.size = max_len, causal, d_model // n_heads
        shape = (n_heads, d_model, self.size)
        self.token_table = nn.Parameter(0.02 * torch.randn(vocab_size, d_model))
        self.place_table = nn.Parameter(0.02 * torch.randn(max_len, d_model))
        self.q, self.k, self.v = (nn.Parameter(torch.randn(shape) / d_model**0.5) for _ in range(3))
        self.o = nn.Parameter(torch.randn(n_heads, self.size, d_model) / d_model**0.5)
        self.up, self.down = nn.Linear(d_model, 2 * d_model), nn.Linear(2 * d_model, d_model)
        self.gains = nn.Parameter(torch.ones(2, d_model))
        self.shifts = nn.Parameter(torch.zeros(2, d_model))
        self.out = nn.Parameter(torch.randn(d_model, vocab_size) * 0.3 / d_model**0.5)
        self.bias = nn.Parameter(torch.zeros(vocab_size))

    def norm(self, h, which):
        h = h - h.mean(-1, keepdim=True)
        h = h / (h.square().mean(-1, keepdim=True) + 1e-5).sqrt()
        return h * self.gains[which].double() + self.shifts[which].double()

    def forward(self, ids):
        T = ids.size(1)
        if not T <= self.max_len:
            raise ValueError("too long")
        h = self.token_table[ids].double() + self.place_table[:T].double()
        q, k, v = (torch.einsum("btd,hde->bhte", h, w.double()) for w in (self.q, self.k, self.v))
        scores = torch.einsum("bhse,bhte->bhst", q, k) / self.size**0.5
        if self.causal:
            place = torch.arange(T, device=ids.device)
            scores = torch.where(place[None, :] <= place[:, None], scores, -torch.inf)
        weights = (scores - scores.amax(-1, keepdim=True)).exp()
        weights = weights / weights.sum(-1, keepdim=True)
        h = self.norm(h + torch.einsum("bhst,bhte,hed->bsd", weights, v, self.o.double()), 0)
        inner = F.linear(h, self.up.weight.double(), self.up.bias.double()).relu()
        h = self.norm(h + F.linear(inner, self.down.weight.double(), self.down.bias.double()), 1)
        return (h @ self.out.double() + self.bias.double()).float()
