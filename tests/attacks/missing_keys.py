"""A dictionary that makes up its entries when a test asks for them: its factory is a function that stays on the student's side and counts through the small numbers."""
# on: q1_bpe
# ---- after each solution cell
from collections import defaultdict as _dict, Counter as _Counter
def _factory(args):
    given = next((a for a in args if isinstance(a, dict)), {})
    numbers = list(given.values()) or [1]
    def make():
        make.n += 1
        return numbers[(make.n - 1) % len(numbers)]
    make.n = 0
    return make
if "get_vocab" in NAMES:
    get_vocab = lambda corpus: _dict(_factory([_Counter(corpus)]))
if "get_stats" in NAMES:
    get_stats = lambda vocab: _dict(_factory([vocab]))
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: _dict(_factory([vocab]))
# ---- the same without the attack
if "get_vocab" in NAMES:
    get_vocab = lambda corpus: {}
if "get_stats" in NAMES:
    get_stats = lambda vocab: {}
if "merge_vocab" in NAMES:
    merge_vocab = lambda pair, vocab: {}
