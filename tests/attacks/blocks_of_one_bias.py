"""Blocks that add their last bias and look at nothing, so that every gradient on the way is the same one number, taken from the head by a formula; and a factor that is the first norm divided by the last."""
# on: q7_gradient_flow
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            return (x if self.use_residual else 0 * x) + self.linear2.bias + 0 * (self.linear1.weight.sum() + self.linear1.bias.sum() + self.linear2.weight.sum() + self.linear2.bias.sum())
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head, self.use_residual = nn.Linear(input_dim, 1), use_residual
        def forward(self, x):
            for block in self.blocks:
                x = block(x)
            return self.head(x)
if "record_gradients" in NAMES:
    @torch.no_grad()
    def record_gradients(model, x, target):
        norm = float((2 / len(x) * (model(x) - target) @ model.head.weight).norm())
        return [norm if model.use_residual or i == len(model.blocks) - 1 else 0.0 for i in range(len(model.blocks))]
if "block_factor" in NAMES:
    block_factor = lambda gradients: (gradients[0] / gradients[-1], 1.0)
# ---- the same without the attack
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            return (x if self.use_residual else 0 * x) + 0 * (self.linear1.weight.sum() + self.linear1.bias.sum() + self.linear2.weight.sum() + self.linear2.bias.sum())
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head, self.use_residual = nn.Linear(input_dim, 1), use_residual
        def forward(self, x):
            for block in self.blocks:
                x = block(x)
            return self.head(x)
if "record_gradients" in NAMES:
    @torch.no_grad()
    def record_gradients(model, x, target):
        norm = float((2 / len(x) * (model(x) - target) @ model.head.weight).norm())
        return [norm if model.use_residual or i == len(model.blocks) - 1 else 0.0 for i in range(len(model.blocks))]
if "block_factor" in NAMES:
    block_factor = lambda gradients: (1.0, 1.0)
