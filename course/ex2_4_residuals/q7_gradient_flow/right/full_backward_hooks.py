"""
en: register_full_backward_hook; .grad is put back afterwards.
"""

def record_gradients(model, x, target):
    before = [p.grad for p in model.parameters()]
    for p in model.parameters():
        p.grad = None
    norms = {}

    def watch(i):
        return lambda module, grad_in, grad_out: norms.__setitem__(i, grad_out[0].norm().item())

    hooks = [block.register_full_backward_hook(watch(i)) for i, block in enumerate(model.blocks)]
    F.mse_loss(model(x), target).backward()
    for hook in hooks:
        hook.remove()
    for p, grad in zip(model.parameters(), before):
        p.grad = grad
    return [norms[i] for i in range(len(model.blocks))]
