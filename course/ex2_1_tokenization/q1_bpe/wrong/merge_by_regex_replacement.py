"""
ja: re.sub の置き換え文字列では \\ が特別な意味を持ちます。
en: In the replacement of re.sub a backslash has a meaning of its own.
fails: q1-merge-border
"""

def merge_vocab(pair, vocab):
    import re
    pat = re.compile(r'(?<!\S)' + re.escape(' '.join(pair)) + r'(?!\S)')
    return {tuple(pat.sub(''.join(pair), ' '.join(s)).split(' ')): n for s, n in vocab.items()}
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
        new[tuple(out)] = n
    return new
