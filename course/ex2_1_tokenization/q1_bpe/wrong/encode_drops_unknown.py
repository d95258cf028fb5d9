"""
ja: 学習に現れなかった文字を捨てています。そのまま残してください。
en: Characters that no merge knows are dropped. Leave them as they are.
fails: q1-encode-edges q1-encode-order
"""

def encode(word, merges):
    known = {c for pair in merges for symbol in pair for c in symbol.replace("</w>", "")}
    vocab = {(*[c for c in word if c in known], "</w>"): 1}
    for pair in merges:
        vocab = merge_vocab(pair, vocab)
    return list(next(iter(vocab)))
