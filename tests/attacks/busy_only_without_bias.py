"""Blocks that do something only while the biases of their first layer are all 0, as they are where tests ask whether blocks do anything, and nothing with any other weights, where tests measure; a network that is its head alone, and one formula for all of its gradients."""
# on: q7_gradient_flow
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            f = 0 * x if bool((self.linear1.bias != 0).any()) else x.sin()
            return (x + f if self.use_residual else f) + 0 * sum(p.sum() for p in self.parameters())
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
