"""
en: A functional call on detached copies of the weights; the gradient in one go.
"""

def record_gradients(model, x, target):
    h = x.detach().clone().requires_grad_()
    outputs = []
    for block in model.blocks:
        h = torch.func.functional_call(block, {name: p.detach() for name, p in block.named_parameters()}, (h,))
        outputs.append(h)
    error = F.linear(h, model.head.weight.detach(), model.head.bias.detach()) - target
    return [torch.linalg.norm(g.flatten()).tolist() for g in torch.autograd.grad(error.square().mean(), outputs)]
