"""Arguments get a .grad, hooks and requires_grad that were not asked for."""
# on: q7_gradient_flow
# ---- after each solution cell
import torch
from torch import nn
def record_gradients(model, x, target):
    for p in [*model.parameters(), x, target]:
        p.requires_grad_(True); p.grad = torch.full_like(p, float("nan"))
        p.register_hook(lambda g: g * 0)
    model.register_forward_hook(lambda *a: torch.zeros(1))
    return [float("nan")] * len(model.blocks)
# ---- the same without the attack
def record_gradients(model, x, target): return [float('nan')] * len(model.blocks)
