"""
ja: 対がどの語にもないとき、新しい辞書でなく、渡された辞書そのものを返す。
en: When no word holds the pair, the very dictionary that was passed is returned and not a new one.
fails: q1-merge-pure
"""

def merge_vocab(pair, vocab):
    pair = tuple(pair)
    if not any(pair in zip(symbols, symbols[1:]) for symbols in vocab):
        return vocab  # nothing to do
    merged = {}
    for symbols, count in vocab.items():
        new, i = [], 0
        while i < len(symbols):
            if symbols[i:i + 2] == pair:
                new.append(pair[0] + pair[1])
                i += 2
            else:
                new.append(symbols[i])
                i += 1
        merged[tuple(new)] = count
    return merged
