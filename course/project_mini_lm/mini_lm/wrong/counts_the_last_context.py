"""
ja: c(h) に、後に何も続かない末尾の h も数えています。確率の和が 1 より小さくなります。
en: c(h) counts every occurrence of h, also the last one, which nothing follows. Probabilities then sum to less than 1.
fails: lm-ngram-sum lm-ngram-value
"""

def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    counts, followed = Counter(), Counter()  # c(h, w) and c(h), contexts of every length
    for i, token in enumerate(train_ids):
        for k in range(min(n - 1, i) + 1 if n else 0):
            context = tuple(train_ids[i - k : i])
            counts[context, token] += 1
            followed[context] += 1
    for k in range(1, n):
        followed[tuple(train_ids[len(train_ids) - k :])] += 1
    total = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n - 1, i) + 1 if n else 0):
            context = tuple(valid_ids[i - k : i])
            p = (counts[context, valid_ids[i]] + strength * p) / (followed[context] + strength)
        total -= math.log(p)
    return total / (len(valid_ids) - 1)
