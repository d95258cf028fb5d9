"""
ja: 勾配ではなく、出力そのもののノルムです。
en: These are norms of the outputs, not of their gradients.
fails: q7-gradients
"""

def record_gradients(model, x, target):
    before = [p.grad for p in model.parameters()]
    for p in model.parameters():
        p.grad = None
    norms = {}

    def watch(i):
        return lambda module, inputs, output: norms.__setitem__(i, output.norm().item())

    hooks = [block.register_forward_hook(watch(i)) for i, block in enumerate(model.blocks)]
    F.mse_loss(model(x), target).backward()
    for hook in hooks:
        hook.remove()
    for p, grad in zip(model.parameters(), before):
        p.grad = grad
    return [norms[i] for i in range(len(model.blocks))]
