"""
en: The output reuses the embedding, which starts small; attention is written by hand with a loop over heads.
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
        super().__init__()
        self.max_len, self.causal, self.n_heads = max_len, causal, n_heads
        self.embed, self.place = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        for table in (self.embed, self.place):
            nn.init.normal_(table.weight, std=0.05)
        self.W_q, self.W_k, self.W_v, self.W_o = (nn.Linear(d_model, d_model) for _ in range(4))
        self.norm1, self.norm2, self.norm3 = nn.LayerNorm(d_model), nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.ff = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.SiLU(), nn.Linear(4 * d_model, d_model))

    def forward(self, ids):
        T = ids.size(1)
        if T > self.max_len:
            raise ValueError("too long")
        x = self.embed(ids) + self.place.weight[:T]
        h = self.norm1(x)
        heads = []
        for q, k, v in zip(*(W(h).chunk(self.n_heads, -1) for W in (self.W_q, self.W_k, self.W_v))):
            scores = q @ k.mT / q.shape[-1] ** 0.5
            if self.causal:
                scores = scores + torch.full((T, T), float("-inf"), device=ids.device).triu(1)
            heads.append(scores.softmax(-1) @ v)
        x = x + self.W_o(torch.cat(heads, -1))
        x = x + self.ff(self.norm2(x))
        return F.linear(self.norm3(x), self.embed.weight)
