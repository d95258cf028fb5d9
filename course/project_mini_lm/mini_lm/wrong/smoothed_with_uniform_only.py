"""
ja: どの次数でも一様分布で補っています。式では、一段短い文脈の確率を使います。
en: Every order is smoothed with the uniform distribution. The formula takes the probability with a shorter context.
fails: lm-ngram-value
"""

def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    counts, followed = Counter(), Counter()  # c(h, w) and c(h), contexts of every length
    for i, token in enumerate(train_ids):
        for k in range(min(n - 1, i) + 1 if n else 0):
            context = tuple(train_ids[i - k : i])
            counts[context, token] += 1
            followed[context] += 1
    total = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n - 1, i) + 1 if n else 0):
            context = tuple(valid_ids[i - k : i])
            p = (counts[context, valid_ids[i]] + strength / vocab_size) / (followed[context] + strength)
        total -= math.log(p)
    return total / (len(valid_ids) - 1)
