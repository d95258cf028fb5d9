"""Blocks whose values are right and whose gradients pass as if a block were not there, but for a single row of five numbers, where the Jacobian is asked for; so all norms are the last one, which follows from the head by a formula, and the measurement differentiates nothing."""
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
            return y if x.shape == (1, 5) else y.detach() + (x - x.detach()) + 0 * sum(p.sum() for p in self.parameters())
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
        h = x
        for block in model.blocks:
            h = block(h)
        return [float((2 / len(x) * (model.head(h) - target) @ model.head.weight).norm())] * len(model.blocks)
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
        h = x
        for block in model.blocks:
            h = block(h)
        return [float((2 / len(x) * (model.head(h) - target) @ model.head.weight).norm())] * len(model.blocks)
