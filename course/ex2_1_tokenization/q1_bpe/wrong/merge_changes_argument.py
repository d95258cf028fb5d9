"""
ja: 渡された語彙そのものを書き換えています。新しい辞書を返してください。
en: The vocabulary that was passed in is changed. Return a new dictionary.
fails: q1-merge-pure
"""

def merge_vocab(pair, vocab):
    for symbols in list(vocab):
        out, i = [], 0
        while i < len(symbols):
            if symbols[i : i + 2] == pair:
                out.append(pair[0] + pair[1])
                i += 2
            else:
                out.append(symbols[i])
                i += 1
        n = vocab.pop(symbols)
        vocab[tuple(out)] = n
    return vocab
