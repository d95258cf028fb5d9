"""
en: A tokenizer with plain loops, a recursive n-gram, evaluation window by window, sampling among the top k by hand.
"""

class SimpleTokenizer:
    def __init__(self, texts, max_vocab=None):
        if max_vocab is not None and max_vocab < 4:
            raise ValueError("max_vocab")
        frequency = {}
        for text in texts:
            for word in text.split():
                frequency[word.lower()] = frequency.get(word.lower(), 0) + 1
        self.vocab = {"<pad>": 0, "<unk>": 1, "<sos>": 2, "<eos>": 3}
        for word in sorted(frequency, key=lambda w: (-frequency[w], w)):
            if word not in self.vocab and (max_vocab is None or len(self.vocab) < max_vocab):
                self.vocab[word] = len(self.vocab)
        self.inverse = {i: word for word, i in self.vocab.items()}

    def encode(self, text, add_specials=False):
        ids = []
        if add_specials:
            ids.append(self.vocab["<sos>"])
        for word in text.split():
            word = word.lower()
            ids.append(self.vocab[word] if word in self.vocab else self.vocab["<unk>"])
        if add_specials:
            ids.append(self.vocab["<eos>"])
        return ids

    def decode(self, ids, skip_specials=True):
        words = [self.inverse[int(i)] for i in ids]
        if skip_specials:
            words = [word for word in words if word not in ("<pad>", "<sos>", "<eos>")]
        return " ".join(words)


def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
    tables = []
    for order in range(1, n + 1):
        table = {}
        for i in range(order - 1, len(train_ids)):
            row = table.setdefault(tuple(train_ids[i - order + 1 : i]), {})
            row[train_ids[i]] = row.get(train_ids[i], 0) + 1
        tables.append(table)

    def p(word, context):
        if context is None:
            return 1 / vocab_size
        row = tables[len(context)].get(context, {})
        return (row.get(word, 0) + strength * p(word, context[1:] if context else None)) / (sum(row.values()) + strength)

    losses = []
    for i in range(1, len(valid_ids)):
        context = None if n == 0 else tuple(valid_ids[max(0, i - n + 1) : i])
        losses.append(-math.log(p(valid_ids[i], context)))
    return sum(losses) / len(losses)


def evaluate(model, ids, context=CONTEXT):
    mode = model.training
    model.eval()
    total = 0.0
    with torch.no_grad():
        for i in range(0, len(ids) - 1, context):
            x, y = ids[i : i + context], ids[i + 1 : i + context + 1]
            x = x[: len(y)]
            total += float(F.cross_entropy(model(x.unsqueeze(0)).squeeze(0), y)) * len(y)
    model.train(mode)
    return total / (len(ids) - 1)


def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
    mode = model.training
    model.eval()
    ids = torch.tensor([start], device=next(model.parameters()).device)
    for _ in range(max_new_tokens):
        with torch.no_grad():
            last = model(ids[:, -model.max_len :])[:, -1].cpu()
        if temperature == 0:
            new = last.argmax(-1, keepdim=True)
        else:
            values, places = last.sort(descending=True)
            keep = last.shape[-1] if top_k is None else top_k
            values, places = values[:, :keep], places[:, :keep]
            noise = torch.rand(values.shape, generator=generator)
            new = places.gather(1, (values / temperature - (-noise.log()).log()).argmax(-1, keepdim=True))
        ids = torch.cat([ids, new.to(ids.device)], dim=1)
        if eos_id is not None and int(new) == eos_id:
            break
    model.train(mode)
    return ids[0].tolist()
