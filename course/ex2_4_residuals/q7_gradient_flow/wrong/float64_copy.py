"""
ja: float64 に写したモデルで測っています。計算は model の dtype で行います。
en: It measures on a copy in float64; it computes in the model's dtype.
fails: q7-gradients
"""

import copy


def record_gradients(model, x, target) -> list[float]:
    model = copy.deepcopy(model).double().requires_grad_(True)
    x, target = x.detach().double(), target.detach().double()
    outputs, h = [], x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    gradients = torch.autograd.grad(F.mse_loss(model.head(h), target), outputs)
    return [g.norm().item() for g in gradients]
