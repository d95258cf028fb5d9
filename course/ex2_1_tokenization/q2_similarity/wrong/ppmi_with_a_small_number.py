"""
ja: log 0 を避けるために小さな数を足したので、めったに現れない対の値が小さくなります。
en: A small number, added against log 0, swallows the values of rare pairs.
fails: q2-ppmi-value
"""

def ppmi(counts):
    tiny = 1e-10
    joint = np.asarray(counts, dtype=float) / np.sum(counts)
    independent = joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)
    return np.maximum(0.0, np.log((joint + tiny) / (independent + tiny)))
