"""A factor that is the first norm divided by the last, and a fit that is the smallest divided by the largest: no logarithm, no line, nothing squared, and where all norms are equal both are 1."""
# on: q7_gradient_flow
# ---- after each solution cell
if "block_factor" in NAMES:
    block_factor = lambda gradients: (gradients[0] / gradients[-1], min(gradients) / max(gradients))
# ---- the same without the attack
if "block_factor" in NAMES:
    block_factor = lambda gradients: (1.0, 1.0)
