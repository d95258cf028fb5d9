"""
en: Encodes by merging the pair of lowest rank until none is left (as GPT-2's encoder does).
"""

def encode(word, merges):
    rank = {tuple(pair): i for i, pair in reversed(list(enumerate(merges)))}
    symbols = list(word) + ["</w>"]
    while len(symbols) > 1:
        pairs = list(zip(symbols, symbols[1:]))
        best = min(pairs, key=lambda pair: rank.get(pair, float("inf")))
        if best not in rank:
            break
        out, i = [], 0
        while i < len(symbols):
            if i + 1 < len(symbols) and (symbols[i], symbols[i + 1]) == best:
                out.append(symbols[i] + symbols[i + 1])
                i += 2
            else:
                out.append(symbols[i])
                i += 1
        symbols = out
    return symbols
