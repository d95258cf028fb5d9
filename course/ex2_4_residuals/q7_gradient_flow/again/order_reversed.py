"""
en: As wrong/order_reversed.py, written a second way.
"""

def record_gradients(model, x, target):
    found, h = [], x
    for block in model.blocks:
        h = block(h)
        found.insert(0, h)
    loss = F.mse_loss(model.head(h), target)
    return [float(torch.autograd.grad(loss, o, retain_graph=True)[0].norm()) for o in found]
