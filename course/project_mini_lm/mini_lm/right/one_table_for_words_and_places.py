"""
en: nn.TransformerEncoderLayer in the (T, B, d_model) layout with a float mask of minus infinity, and one embedding table whose first rows are tokens and whose last rows are positions.
"""


class MiniLanguageModel(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 128, max_len: int = 100, n_heads: int = 4, causal: bool = True):
        super().__init__()
        self.max_len = max_len
        self.vocab_size = vocab_size
        self.causal = causal
        self.table = nn.Embedding(vocab_size + max_len, d_model)
        nn.init.normal_(self.table.weight, std=0.02)
        self.layer = nn.TransformerEncoderLayer(
            d_model, n_heads, dim_feedforward=2 * d_model, dropout=0.0, activation="gelu", norm_first=True
        )
        self.norm = nn.LayerNorm(d_model)
        self.output = nn.Linear(d_model, vocab_size)

    def forward(self, ids):
        batch, length = ids.shape
        if length > self.max_len:
            raise ValueError("the input is longer than max_len")
        by_time = ids.t()  # (T, B)
        places = self.vocab_size + torch.arange(length, device=ids.device)
        h = self.table(by_time) + self.table(places)[:, None, :]
        mask = None
        if self.causal:
            mask = nn.Transformer.generate_square_subsequent_mask(length, device=ids.device)
        h = self.layer(h, src_mask=mask)
        return self.output(self.norm(h)).transpose(0, 1)
