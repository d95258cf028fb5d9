"""
en: As wrong/squared_norm.py, written a second way.
"""

def record_gradients(net, inputs, target):
    h, kept = inputs, []
    for layer in net.blocks:
        h = layer(h)
        kept.append(h)
    slopes = torch.autograd.grad(F.mse_loss(net.head(h), target), kept)
    return [float((s * s).sum()) for s in slopes]
