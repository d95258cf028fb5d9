"""
ja: 測った後、部分ごとの状態を見ずに train() を呼んでいます。
en: Afterwards train() is called, whatever mode each part was in.
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
    model.train()
    return [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
