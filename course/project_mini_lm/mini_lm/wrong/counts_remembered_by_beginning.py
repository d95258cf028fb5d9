"""
ja: 一度数えた結果を、訓練テキストの長さと最初の 20 個の id だけを鍵にして使い回す。
en: Counts are kept between calls under a key of the training text's length and first 20 ids only, so another text with the same beginning gets old counts.
fails: lm-ngram-value
"""

def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    known = ngram_loss.__dict__.setdefault("known", {})  # the table of strengths asks for the same counts six times
    text = (n, len(train_ids), tuple(train_ids[:20]))
    if text not in known:
        pairs, contexts = Counter(), Counter()
        for i, token in enumerate(train_ids):
            for k in range(min(n, i + 1)):
                h = tuple(train_ids[i - k : i])
                pairs[h, token] += 1
                contexts[h] += 1
        known[text] = pairs, contexts
    pairs, contexts = known[text]
    total = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n, i + 1)):
            h = tuple(valid_ids[i - k : i])
            p = (pairs[h, valid_ids[i]] + strength * p) / (contexts[h] + strength)
        total -= math.log(p)
    return total / (len(valid_ids) - 1)
