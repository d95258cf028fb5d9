"""
ja: float ではなくテンソルを返しています。
en: Tensors come back instead of floats.
fails: q7-gradients
"""

def record_gradients(model, x, target):
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    return [g.norm() for g in torch.autograd.grad(loss, outputs)]
