"""
ja: 確率の積は、長いデータでは 0 につぶれます。対数の和を取りましたか。
en: The product of the probabilities becomes 0 for long data: do you sum their logarithms?
fails: lm-ngram-value
"""

def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
    pairs, contexts = Counter(), Counter()
    for i, word in enumerate(train_ids):
        for k in range(min(n, i + 1)):
            h = tuple(train_ids[i - k : i])
            pairs[h, word] += 1
            contexts[h] += 1
    total = 1.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n, i + 1)):
            h = tuple(valid_ids[i - k : i])
            p = (pairs[h, valid_ids[i]] + strength * p) / (contexts[h] + strength)
        total *= p
    return -math.log(total) / (len(valid_ids) - 1) if total else math.inf
