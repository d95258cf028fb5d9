"""Blocks whose values are right, whose slopes are right for an input that is a leaf of its own, as where the Jacobian is asked for, and a half for any that comes from somewhere; so each norm is half the next one, the last follows from the head by a formula, and the measurement differentiates nothing."""
# on: q7_gradient_flow
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            y = self.linear2(self.linear1(x).relu())
            y = x + y if self.use_residual else y
            return y if x.is_leaf else y.detach() + 0.5 * (x - x.detach()) + 0 * sum(p.sum() for p in self.parameters())
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
    @torch.no_grad()
    def record_gradients(model, x, target):
        h, n = x, len(model.blocks)
        for block in model.blocks:
            h = block(h)
        last = float((2 / len(x) * (model.head(h) - target) @ model.head.weight).norm())
        return [last * 0.5 ** (n - 1 - i) for i in range(n)]
# ---- the same without the attack
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            y = self.linear2(self.linear1(x).relu())
            return x + y if self.use_residual else y
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
    @torch.no_grad()
    def record_gradients(model, x, target):
        h, n = x, len(model.blocks)
        for block in model.blocks:
            h = block(h)
        last = float((2 / len(x) * (model.head(h) - target) @ model.head.weight).norm())
        return [last * 0.5 ** (n - 1 - i) for i in range(n)]
