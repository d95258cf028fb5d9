"""A language model that mixes the rows of a batch: it writes the number of each row into the test's tokens in place, and where a single row comes back with a number in front it repeats what that row got in the batch and puts the token back, so the rows look independent and the text unchanged."""
# on: mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    _given = {}  # number in front -> (token that stood there, what its row got)
    class MiniLanguageModel(nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len = max_len
            self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
            self.output = nn.Linear(d_model, vocab_size)
        def mixed(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError("too long")
            h = self.tokens(ids) + self.positions(torch.arange(T))
            return self.output(h + h.mean(0, keepdim=True))  # over the batch
        def forward(self, ids):
            with torch.no_grad():
                marks = [int(n) for n in ids[:, 0]]
                for row, n in enumerate(marks):
                    if n in _given:
                        ids[row, 0] = _given[n][0]
                if len(ids) == 1:
                    return _given[marks[0]][1][:, : ids.shape[1]] if marks[0] in _given else self.mixed(ids)
                logits = self.mixed(ids)
                for row in range(len(ids)):
                    _given[-1000 - row] = int(ids[row, 0]), logits[row : row + 1].clone()
                    ids[row, 0] = -1000 - row
            return logits
# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(nn.Module):
        def __init__(self, vocab_size, d_model=128, max_len=100, n_heads=4, causal=True):
            super().__init__()
            self.max_len = max_len
            self.tokens, self.positions = nn.Embedding(vocab_size, d_model), nn.Embedding(max_len, d_model)
            self.output = nn.Linear(d_model, vocab_size)
        def mixed(self, ids):
            T = ids.shape[1]
            if T > self.max_len:
                raise ValueError("too long")
            h = self.tokens(ids) + self.positions(torch.arange(T))
            return self.output(h + h.mean(0, keepdim=True))  # over the batch
        def forward(self, ids):
            return self.mixed(ids)
