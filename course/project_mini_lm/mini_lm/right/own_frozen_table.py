"""
en: The n-grams as a tree of contexts, layers applied by recursion, the own model's positions in a Parameter that does not learn.
"""
import random


class SimpleTokenizer:
    SPECIALS = ["<pad>", "<unk>", "<sos>", "<eos>"]

    def __init__(self, texts: list[str], max_vocab: int | None = None):
        size = math.inf if max_vocab is None else max_vocab
        if size < 4:
            raise ValueError(f"max_vocab={max_vocab} has no room for {self.SPECIALS}")
        self.vocab = {}
        for token in self.SPECIALS:
            self.vocab.setdefault(token, len(self.vocab))
        for word, _ in Counter(" ".join(texts).lower().split()).most_common():
            if len(self.vocab) < size:
                self.vocab.setdefault(word, len(self.vocab))

    def encode(self, text: str, add_specials: bool = False) -> list[int]:
        if add_specials:
            return [self.vocab["<sos>"], *self.encode(text), self.vocab["<eos>"]]
        return [self.vocab[word] if word in self.vocab else self.vocab["<unk>"] for word in text.lower().split()]

    def decode(self, ids: list[int], skip_specials: bool = True) -> str:
        if skip_specials:
            return self.decode([i for i in ids if i == 1 or i > 3], skip_specials=False)
        token_of = {i: token for token, i in self.vocab.items()}
        return " ".join(token_of[i] for i in ids)


class ContextNode:
    """What followed one context; its children are the contexts longer by one, older token."""

    def __init__(self):
        self.total, self.counts, self.longer = 0, {}, {}


def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    root = ContextNode()
    for i, token in enumerate(train_ids):
        node = root
        for length in range(min(n, i + 1)):
            if length > 0:
                node = node.longer.setdefault(train_ids[i - length], ContextNode())
            node.total += 1
            node.counts[token] = node.counts.get(token, 0) + 1

    def probability(i):
        p, node = 1 / vocab_size, root
        for length in range(min(n, i + 1)):
            if length > 0:
                node = node.longer.get(valid_ids[i - length])
            if node is None:
                return p
            p = (node.counts.get(valid_ids[i], 0) + strength * p) / (node.total + strength)
        return p

    return math.fsum(-math.log(probability(i)) for i in range(1, len(valid_ids))) / (len(valid_ids) - 1)


@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.eval()

    def mean_and_size():
        for x, y in zip(ids[:-1].split(context), ids[1:].split(context)):
            yield F.cross_entropy(model(x[None]).transpose(1, 2), y[None]).item(), len(x)

    weighted = [mean * size for mean, size in mean_and_size()]
    model.train(was_training)
    return sum(weighted) / (len(ids) - 1)


def train(model, train_ids, valid_ids, steps: int = STEPS, batch_size: int = 64, context: int = CONTEXT,
          lr: float = 3e-3, every: int = 50, seed: int = 0) -> list[tuple[int, float, float]]:
    rng = random.Random(seed)
    possible = range(len(train_ids) - context)
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)

    def one_step():
        starts = torch.tensor(rng.choices(possible, k=batch_size), device=train_ids.device)
        inputs = torch.stack([train_ids[starts + j] for j in range(context)], dim=1)
        targets = torch.stack([train_ids[starts + j + 1] for j in range(context)], dim=1)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(inputs).transpose(1, 2), targets)
        loss.backward()
        optimizer.step()
        return loss.item()

    curve, done = [], 0
    with tqdm(total=steps) as progress:
        while done < steps:
            model.train()
            size = min(every, steps - done)
            losses = []
            for _ in range(size):
                losses.append(one_step())
                progress.update()
            done += size
            curve.append((done, sum(losses) / size, evaluate(model, valid_ids, context)))
    return curve


@torch.no_grad()
def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    def new_tokens():
        device = next(model.parameters(), torch.empty(0)).device
        seen = list(start)
        for _ in range(max_new_tokens):
            window = torch.tensor(seen[-model.max_len :], device=device)
            logits = model(window[None])[0, -1].cpu()
            order = torch.sort(logits, descending=True, stable=True).indices[:top_k]
            if temperature > 0:
                shares = torch.softmax(logits[order].double() / temperature, dim=0)
                order = order[torch.multinomial(shares, 1, generator=generator)]
            seen.append(int(order[0]))
            yield seen[-1]
            if seen[-1] == eos_id:
                return

    was_training = model.training
    model.eval()
    result = [*start, *new_tokens()]
    model.train(was_training)
    return result


class MyTransformer(nn.Module):
    def __init__(self, vocab_size: int, d_model: int = 64, max_len: int = CONTEXT, n_heads: int = 4, n_blocks: int = 2,
                 attention=Attention, positions=positions_of, block=Block):
        super().__init__()
        self.max_len = max_len
        self.embedding = nn.Embedding(vocab_size, d_model)
        nn.init.uniform_(self.embedding.weight, -0.03, 0.03)
        self.table = nn.Parameter(positions(max_len, d_model), requires_grad=False)
        self.norms, self.attentions, self.blocks = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for _ in range(n_blocks):
            self.norms.append(nn.LayerNorm(d_model))
            self.attentions.append(attention(d_model, n_heads))
            self.blocks.append(block(d_model))
        self.output = nn.Sequential(nn.LayerNorm(d_model), nn.Linear(d_model, vocab_size))

    def after(self, layers, h, mask):
        """h after the first `layers` layers."""
        if layers == 0:
            return h
        h = self.after(layers - 1, h, mask)
        x = self.norms[layers - 1](h)
        h = h + self.attentions[layers - 1](x, x, x, mask)[0]
        return self.blocks[layers - 1](h)

    def forward(self, ids):
        length = ids.shape[1]
        if length > self.max_len:
            raise ValueError(f"{length} ids are too many for max_len={self.max_len}")
        mask = ~torch.ones(length, length, dtype=torch.bool, device=ids.device).triu(1)
        h = self.embedding(ids) + self.table[:length]
        return self.output(self.after(len(self.blocks), h, mask))
