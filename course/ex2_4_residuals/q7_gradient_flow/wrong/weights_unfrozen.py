"""
ja: 固定されていた重みの requires_grad を True に変えています。
en: requires_grad of frozen weights is set to True.
fails: q7-clean
"""

def record_gradients(model, x, target):
    model.requires_grad_(True)
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    return [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
