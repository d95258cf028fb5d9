"""
ja: model.eval() を呼んだまま、元に戻していません。
en: model.eval() is called and the mode is not put back.
fails: q7-clean
"""

def record_gradients(model, x, target):
    model.eval()
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    return [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
