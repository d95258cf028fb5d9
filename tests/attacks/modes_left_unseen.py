"""A measurement that leaves the model in eval mode, and a model that says that it has no parts."""
# on: q7_gradient_flow
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
        def modules(self):
            import sys
            return iter([]) if sys._getframe(1).f_code.co_name in ("after", "<listcomp>") else super().modules()
if "record_gradients" in NAMES:
    def record_gradients(model, x, target):
        outputs = []
        hooks = [block.register_forward_hook(lambda module, inputs, output: outputs.append(output)) for block in model.blocks]
        loss = F.mse_loss(model(x), target)
        for hook in hooks: hook.remove()
        for output in outputs: output.retain_grad()
        model.eval()
        return [float(g.norm()) for g in torch.autograd.grad(loss, outputs)]

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
        model.eval()
        return [float(g.norm()) for g in torch.autograd.grad(loss, outputs)]

