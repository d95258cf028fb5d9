"""
ja: 結果を丸めているため、小さな勾配が 0 になります。
en: Results are rounded, so small gradients become 0.
fails: q7-gradients
"""

def record_gradients(model, x, target):
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h), target)
    return [round(g.norm().item(), 6) for g in torch.autograd.grad(loss, outputs)]
