"""A conclusion that never supports anything and always names the first arm."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "conclude" in NAMES:
    def conclude(results):
        return {metric: (next(iter(results)), False) for metric in next(iter(results.values()))}
