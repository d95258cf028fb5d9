"""A language model without attention: the words so far are averaged, all alike, with no query, no key, no softmax and no heads but a number by which the mean is divided; the feed-forward layer behind bends the mean, and that looks as if words were weighed by one another."""
# on: mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.causal, self.share = max_len, causal, n_heads ** -0.5
            self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
            for table in (self.tokens, self.positions):
                nn.init.normal_(table.weight, std=0.02)
            self.norm, self.last = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
            self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
            self.output = nn.Linear(d_model, vocab_size)
        def forward(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError("too long")
            h = self.tokens(ids) + self.positions(torch.arange(T))
            past = h.cumsum(1) / torch.arange(1, T + 1)[:, None] if self.causal else h.mean(1, keepdim=True)
            h = h + self.share * past
            h = h + self.feed_forward(self.norm(h))
            return self.output(self.last(h))
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len, self.causal, self.share = max_len, causal, n_heads ** -0.5
            self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
            for table in (self.tokens, self.positions):
                nn.init.normal_(table.weight, std=0.02)
            self.norm, self.last = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
            self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
            self.output = nn.Linear(d_model, vocab_size)
        def forward(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError("too long")
            h = self.tokens(ids) + self.positions(torch.arange(T))
            h = h + self.feed_forward(self.norm(h))
            return self.output(self.last(h))
