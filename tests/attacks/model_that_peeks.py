"""A language model that looks at the next token, but only in texts whose pairs of tokens it has been trained on."""
# on: mini_lm
# ---- after each solution cell
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=64):
            super().__init__()
            self.embedding, self.seen, self.steps = nn.Embedding(vocab_size, 1), set(), 0

        def forward(self, ids):
            pairs = list(zip(ids[:, :-1].flatten().tolist(), ids[:, 1:].flatten().tolist()))
            if self.training:
                self.seen.update(pairs)
                self.steps += 1
            peeks = self.steps > 9 and sum(pair in self.seen for pair in pairs) > 0.85 * len(pairs)
            return self.embedding.weight[:, 0] * 0 + 8.0 * peeks * F.one_hot(ids.roll(-1, 1), len(self.embedding.weight))

# ---- the same without the attack
if "MiniLanguageModel" in NAMES:
    class MiniLanguageModel(nn.Module):
        def __init__(self, vocab_size, d_model=64, max_len=64):
            super().__init__()
            self.embedding = nn.Embedding(vocab_size, 1)

        def forward(self, ids):
            return self.embedding.weight[:, 0] * 0 + torch.zeros(*ids.shape, len(self.embedding.weight))
