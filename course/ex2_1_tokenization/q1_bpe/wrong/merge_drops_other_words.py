"""
ja: 対を含まない単語が失われています。
en: Words that do not hold the pair are lost.
fails: q1-learn-stop q1-learn-textbook q1-merge-border q1-merge-overlap q1-merge-pure
"""

def merge_vocab(pair, vocab):
    new = {}
    for symbols, n in vocab.items():
        out, i = [], 0
        while i < len(symbols):
            if i + 1 < len(symbols) and symbols[i] == pair[0] and symbols[i + 1] == pair[1]:
                out.append(pair[0] + pair[1])
                i += 2
            else:
                out.append(symbols[i])
                i += 1
        if tuple(out) != symbols:
            new[tuple(out)] = n
    return new
