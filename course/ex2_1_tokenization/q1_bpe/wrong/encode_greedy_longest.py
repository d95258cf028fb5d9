"""
ja: 左から最も長い記号を選んでいます。BPE は学習した順に結合します。
en: It takes the longest known symbol from the left. BPE applies merges in learned order.
fails: q1-encode-order
"""

def encode(word, merges):
    known = {a + b for a, b in merges}
    text, tokens = word, []
    while text:
        for n in range(len(text), 0, -1):
            if n == 1 or text[:n] in known:
                tokens.append(text[:n])
                text = text[n:]
                break
    if tokens and tokens[-1] + "</w>" in known:
        return tokens[:-1] + [tokens[-1] + "</w>"]
    return tokens + ["</w>"]
