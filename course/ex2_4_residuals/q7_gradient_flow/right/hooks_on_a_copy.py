"""
en: Norms come from full backward hooks, with autograd.grad on a copy of x.
"""

from functools import partial


def record_gradients(model, x, target) -> list[float]:
    found = {}

    def keep(number, module, grad_input, grad_output):
        found[number] = torch.linalg.vector_norm(grad_output[0]).item()

    handles = []
    try:
        for number, block in enumerate(model.blocks):
            handles.append(block.register_full_backward_hook(partial(keep, number)))
        with torch.enable_grad():
            start = x.detach().clone().requires_grad_(True)
            loss = F.mse_loss(model(start), target.detach())
            torch.autograd.grad(loss, start)
    finally:
        for handle in handles:
            handle.remove()
    return [found[number] for number in sorted(found)]
