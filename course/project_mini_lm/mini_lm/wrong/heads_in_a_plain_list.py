"""
ja: 各ヘッドの線形層を普通のリストに入れるので、model.parameters() に現れず、学習もデバイスの移動もされない。
en: The linear layers of the heads lie in a plain list, so they are missing in model.parameters(): they are neither trained nor moved to a device.
fails: lm-shape
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len, self.causal = max_len, causal
        self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
        for embedding in (self.tokens, self.positions):
            nn.init.normal_(embedding.weight, std=0.02)
        self.heads = [nn.Linear(d_model, 3 * (d_model // n_heads)) for _ in range(n_heads)]
        self.mix = nn.Linear(d_model, d_model)
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(d_model) for _ in range(3))
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.output = nn.Linear(d_model, vocab_size)

    def attend(self, x):
        seen = []
        for head in self.heads:
            q, k, v = head(x).chunk(3, dim=-1)  # each (B, T, d_head)
            seen.append(F.scaled_dot_product_attention(q, k, v, is_causal=self.causal))
        return self.mix(torch.cat(seen, dim=-1))

    def forward(self, ids):
        T = ids.shape[1]
        if T > self.max_len:
            raise ValueError(f"{T} tokens, and max_len is {self.max_len}")
        h = self.tokens(ids) + self.positions(torch.arange(T, device=ids.device))
        h = h + self.attend(self.norm1(h))
        h = h + self.feed_forward(self.norm2(h))
        return self.output(self.norm3(h))
