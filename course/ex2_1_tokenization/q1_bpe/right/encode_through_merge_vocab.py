"""
en: Encodes by handing a vocabulary of one word to merge_vocab; decodes with strip, as no word is empty.
"""

def encode(word, merges):
    vocab = {tuple(word) + ("</w>",): 1}
    for pair in merges:
        vocab = merge_vocab(pair, vocab)
    (symbols,) = vocab
    return [symbol for symbol in symbols]


def decode(tokens):
    return "".join(tokens).replace("</w>", " ").strip()
