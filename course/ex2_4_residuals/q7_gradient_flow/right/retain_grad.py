"""
en: retain_grad on the outputs of the blocks.
"""

def record_gradients(model, x, target):
    saved = {name: p.grad for name, p in model.named_parameters()}
    for p in model.parameters():
        p.grad = None
    h, outputs = x, []
    for block in model.blocks:
        h = block(h)
        h.retain_grad()
        outputs.append(h)
    F.mse_loss(model.head(h), target).backward()
    for name, p in model.named_parameters():
        p.grad = saved[name]
    return [float(torch.linalg.vector_norm(h.grad)) for h in outputs]
