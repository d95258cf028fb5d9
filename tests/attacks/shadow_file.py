"""A file beside the notebook shadows a library that a test imports."""
# on: q1_bpe
open('tokenizers.py', 'w').write('class models:\n    class BPE:\n        def __init__(s, **k): pass\n        def tokenize(s, t): return []')
# ---- after each solution cell
for _name in NAMES:
    globals()[_name] = lambda *a, **k: []
