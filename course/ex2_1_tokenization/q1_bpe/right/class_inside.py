"""
en: Keeps the state of learning in an object of its own class.
"""

class Learner:
    def __init__(self, corpus):
        self.vocab = get_vocab(corpus)

    def best(self):
        stats = get_stats(self.vocab)
        if not stats:
            return None
        most = max(stats.values())
        ties = [pair for pair, n in stats.items() if n == most]
        inner = [pair for pair in ties if not pair[1].endswith("</w>")]
        return min(inner or ties)

    def step(self, pair):
        self.vocab = merge_vocab(pair, self.vocab)
        return pair


def learn_bpe(corpus, num_merges):
    if num_merges < 0:
        raise ValueError(f"{num_merges} is negative")
    learner, merges = Learner(corpus), []
    while len(merges) < num_merges and (pair := learner.best()):
        merges.append(learner.step(pair))
    return merges
