"""Blocks that add half of what they get (or hand on a half, without the skip) and use neither of their layers, a network that is its head times a power of one and a half, and norms by a formula, each one and a half times the next: whether a block does something is asked, not whether it does it with its weights, and the measurement differentiates nothing."""
# on: q7_gradient_flow
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            share = 0.5 if bool(self.linear2.weight.any()) else 0.0  # nothing where the last layer is 0
            half = share * x + 0 * sum(p.sum() for p in self.parameters())
            return x + half if self.use_residual else half
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head, self.times = nn.Linear(input_dim, 1), (1.5 if use_residual else 0.5) ** n_blocks
        def forward(self, x):
            return self.head(self.times * x)  # no block is passed
if "record_gradients" in NAMES:
    @torch.no_grad()
    def record_gradients(model, x, target):
        last = float((2 / len(x) * (model(x) - target) @ model.head.weight).norm())
        ratio = 1.5 if model.blocks[0].use_residual else 0.5
        return [last * ratio ** (len(model.blocks) - 1 - i) for i in range(len(model.blocks))]
# ---- the same without the attack
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            return (x if self.use_residual else 0 * x) + 0 * sum(p.sum() for p in self.parameters())
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head, self.use_residual = nn.Linear(input_dim, 1), use_residual
        def forward(self, x):
            return self.head(x if self.use_residual or not len(self.blocks) else 0 * x)
if "record_gradients" in NAMES:
    @torch.no_grad()
    def record_gradients(model, x, target):
        error = model.head(x if model.use_residual else 0 * x) - target
        norm = float((2 / len(x) * error @ model.head.weight).norm())
        return [norm if model.use_residual or i == len(model.blocks) - 1 else 0.0 for i in range(len(model.blocks))]
