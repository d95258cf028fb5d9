"""A network whose blocks halve: its gradients need no measuring."""
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
    class Half(nn.Module):
        def __init__(self):
            super().__init__()
            self.p = nn.Parameter(torch.zeros(1))
        def forward(self, x): return 0.5 * x + 0 * self.p.sum()
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(Half() for _ in range(n_blocks))
            self.head = nn.Linear(input_dim, 1)
        def forward(self, x): return self.head(0.5 ** len(self.blocks) * x)
if "record_gradients" in NAMES:
    def record_gradients(model, x, target):
        n = len(model.blocks)
        with torch.no_grad():
            g = 2 / x.shape[0] * (model.head(0.5 ** n * x) - target) * model.head.weight
            return [float((0.5 ** (n - 1 - i) * g).norm()) for i in range(n)]
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
    class Half(nn.Module):
        def __init__(self):
            super().__init__()
            self.p = nn.Parameter(torch.zeros(1))
        def forward(self, x): return 0.5 * x + 0 * self.p.sum()
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(Half() for _ in range(n_blocks))
            self.head = nn.Linear(input_dim, 1)
        def forward(self, x): return self.head(0.5 ** len(self.blocks) * x)
if "record_gradients" in NAMES:
    def record_gradients(model, x, target):
        return None
