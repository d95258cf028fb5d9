"""A measurement that leaves .grad, which a patched property hides."""
# on: q7_gradient_flow
import torch
_grad = torch._C.TensorBase.grad
def _get(self):
    import sys
    return None if self.is_leaf and sys._getframe(1).f_code.co_name in ("_held", "_changed") else _grad.__get__(self)
torch.Tensor.grad = property(_get, lambda self, v: _grad.__set__(self, v), lambda self: _grad.__delete__(self))
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            f = self.linear2(self.linear1(x).relu())
            return x + f if self.use_residual else f
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head = nn.Linear(input_dim, 1)
        def forward(self, x):
            for block in self.blocks:
                x = block(x)
            return self.head(x)

if "record_gradients" in NAMES:
    def record_gradients(model, x, target):
        outputs = []
        hooks = [block.register_forward_hook(lambda module, inputs, output: outputs.append(output)) for block in model.blocks]
        loss = F.mse_loss(model(x), target)
        for hook in hooks: hook.remove()
        for output in outputs: output.retain_grad()
        loss.backward()
        return [float(_grad.__get__(output).norm()) for output in outputs]

# ---- the same without the attack
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            f = self.linear2(self.linear1(x).relu())
            return x + f if self.use_residual else f
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head = nn.Linear(input_dim, 1)
        def forward(self, x):
            for block in self.blocks:
                x = block(x)
            return self.head(x)

if "record_gradients" in NAMES:
    def record_gradients(model, x, target):
        outputs = []
        hooks = [block.register_forward_hook(lambda module, inputs, output: outputs.append(output)) for block in model.blocks]
        loss = F.mse_loss(model(x), target)
        for hook in hooks: hook.remove()
        for output in outputs: output.retain_grad()
        loss.backward()
        return [float(output.grad.norm()) for output in outputs]

