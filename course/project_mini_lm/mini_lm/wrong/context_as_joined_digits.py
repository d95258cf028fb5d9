"""
ja: 文脈の id を区切りなしでつなげた文字列を鍵にするので、(1, 12) と (11, 2) が同じ文脈になる。
en: The key of a context is its ids joined without a separator, so that (1, 12) and (11, 2) are the same context.
fails: lm-ngram-value
"""

def ngram_loss(train_ids: list[int], valid_ids: list[int], n: int, vocab_size: int, strength: float = 10.0) -> float:
    def key(ids, i, k):
        return "".join(str(token) for token in ids[i - k : i])

    followed = [{} for _ in range(n)]  # for each length: context -> Counter of what follows
    for i, token in enumerate(train_ids):
        for k in range(min(n, i + 1)):
            followed[k].setdefault(key(train_ids, i, k), Counter())[token] += 1
    totals = [{h: sum(counts.values()) for h, counts in table.items()} for table in followed]
    loss = 0.0
    for i in range(1, len(valid_ids)):
        p = 1 / vocab_size
        for k in range(min(n, i + 1)):
            h = key(valid_ids, i, k)
            if h not in totals[k]:
                break
            p = (followed[k][h][valid_ids[i]] + strength * p) / (totals[k][h] + strength)
        loss -= math.log(p)
    return loss / (len(valid_ids) - 1)
