"""
ja: x.requires_grad を測る間だけ True にし、終わると False にします。前から True だった x も False になります。
en: x.requires_grad is True while it measures and False afterwards, also where it was True before.
fails: q7-clean
"""

def record_gradients(model, x, target):
    x.requires_grad_(True)
    h, outputs = x, []
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    x.requires_grad_(False)
    return [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
