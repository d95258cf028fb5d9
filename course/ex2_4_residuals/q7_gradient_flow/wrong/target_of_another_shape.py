"""
ja: 形 (B,) の出力と形 (B, 1) の目標から損失を計算しているため、B × B 個の差になります。
en: The loss compares outputs (B,) with targets (B, 1), which makes B × B differences.
fails: q7-gradients
"""

def record_gradients(model, x, target):
    outputs = []
    h = x
    for block in model.blocks:
        h = block(h)
        outputs.append(h)
    loss = F.mse_loss(model.head(h).squeeze(-1), target)
    return [g.norm().item() for g in torch.autograd.grad(loss, outputs)]
