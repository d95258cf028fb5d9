"""
en: A copy of the model is measured, and thrown away.
"""

import copy


def record_gradients(model, x, target):
    twin = copy.deepcopy(model)
    twin.zero_grad(set_to_none=True)
    outputs = []
    for block in twin.blocks:
        block.register_forward_hook(lambda m, i, o: (o.retain_grad(), outputs.append(o))[0])
    torch.nn.MSELoss()(twin(x), target).backward()
    return [o.grad.norm(p=2).item() for o in outputs]
