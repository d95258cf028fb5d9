"""
ja: 最初の結果を覚えていて、別の入力にも返しています。
en: The first result is remembered and returned for other inputs, too.
fails: q7-gradients
"""

def record_gradients(model, x, target):
    if hasattr(model, "_norms"):
        return model._norms
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    model._norms = [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
    return model._norms
