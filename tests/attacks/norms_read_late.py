"""What record_gradients returns is an object that is read when the test compares: by then the test's own slopes, blocks one after the other, have told it the norms."""
# on: q7_gradient_flow
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    _heard = []
    class _Overheard(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()
        @staticmethod
        def backward(ctx, gradient):
            _heard.append(float(gradient.norm()))
            return gradient
    def _overheard(x):
        return _Overheard.apply(x) if x.requires_grad else x
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            x = _overheard(x)
            f = self.linear2(self.linear1(x).relu())
            return x + f if self.use_residual else f
    class _Head(nn.Linear):
        def forward(self, x):
            return super().forward(_overheard(x))
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head = _Head(input_dim, 1)
        def forward(self, x):
            for block in self.blocks:
                x = block(x)
            return self.head(x)
if "record_gradients" in NAMES:
    class _Later:
        def __init__(self, n):
            self.n = n
        def __len__(self):
            return self.n
        def __iter__(self):
            return iter((_heard[: self.n][::-1] + [0.0] * self.n)[: self.n])
    def record_gradients(model, x, target):
        _heard.clear()
        return _Later(len(model.blocks))
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
    record_gradients = lambda model, x, target: [0.0] * len(model.blocks)
