"""
en: Merges a word by recursion on its first symbol.
"""

def merge_vocab(pair, vocab):
    def merged(symbols):
        if len(symbols) < 2:
            return symbols
        if (symbols[0], symbols[1]) == pair:
            return (symbols[0] + symbols[1],) + merged(symbols[2:])
        return symbols[:1] + merged(symbols[1:])

    return {merged(symbols): n for symbols, n in vocab.items()}
