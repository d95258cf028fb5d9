"""
ja: 番号 0 のトークンの埋め込みが、padding_idx のため学習されません。
en: The embedding of token 0 never learns, because of padding_idx.
fails: lm-overfit
"""

class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.causal = causal
        self.tokens = nn.Embedding(vocab_size, d_model, padding_idx=0)
        self.positions = nn.Embedding(max_len, d_model)
        nn.init.normal_(self.tokens.weight, std=0.02)
        nn.init.normal_(self.positions.weight, std=0.02)
        self.norm1 = nn.LayerNorm(d_model)
        self.attention = nn.MultiheadAttention(d_model, n_heads, batch_first=True)
        self.norm2 = nn.LayerNorm(d_model)
        self.feed_forward = nn.Sequential(nn.Linear(d_model, 4 * d_model), nn.GELU(), nn.Linear(4 * d_model, d_model))
        self.norm3 = nn.LayerNorm(d_model)
        self.output = nn.Linear(d_model, vocab_size)

    def attend(self, h):
        T = h.shape[1]
        mask = None
        if self.causal:
            mask = torch.triu(torch.ones(T, T, dtype=torch.bool, device=h.device), diagonal=1)
        return self.attention(h, h, h, attn_mask=mask, need_weights=False)[0]

    def forward(self, ids):
        B, T = ids.shape
        if T > self.max_len:
            raise ValueError(f"{T} tokens are more than {self.max_len}")
        places = torch.arange(T, device=ids.device)
        h = self.tokens(ids) + self.positions(places)
        h = h + self.attend(self.norm1(h))
        h = h + self.feed_forward(self.norm2(h))
        return self.output(self.norm3(h))
