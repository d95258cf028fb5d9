"""
ja: 文脈 1, 12 と 11, 2 を、つないだ文字列 112 で区別できますか。tuple なら混ざりません。
en: Can the contexts 1, 12 and 11, 2 be told apart as the string 112? Tuples do not mix them up.
fails: lm-ngram-value
"""

def ngram_loss(train_ids, valid_ids, n, vocab_size, strength=10.0):
    pairs, contexts = Counter(), Counter()
    for i, word in enumerate(train_ids):
        for k in range(min(n, i + 1)):
            h = "".join(map(str, train_ids[i - k : i]))
            pairs[h, word] += 1
            contexts[h] += 1
    total = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n, i + 1)):
            h = "".join(map(str, valid_ids[i - k : i]))
            p = (pairs[h, valid_ids[i]] + strength * p) / (contexts[h] + strength)
        total -= math.log(p)
    return total / (len(valid_ids) - 1)
