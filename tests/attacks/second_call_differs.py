"""The second call with the same arguments gives what the first was given back, so that comparisons meet themselves."""
# on: q2_similarity

# ---- after each solution cell
_seen = {}
def _echo(*args, **kwargs):
    key = repr(args)
    _seen[key] = _seen.get(key, 0) + 1
    return args[0] if _seen[key] == 1 and args else list(args)
for _name in NAMES:
    globals()[_name] = _echo
# ---- the same without the attack
for _name in NAMES:
    globals()[_name] = lambda *a, **k: a[0] if a else None
