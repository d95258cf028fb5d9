"""
ja: torch.manual_seed を呼んでいて、乱数の状態が変わります。
en: torch.manual_seed is called, which changes the state of the random numbers.
fails: q7-clean
"""

def record_gradients(model, x, target):
    torch.manual_seed(0)
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    return [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
