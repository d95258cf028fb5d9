"""A measurement of gradients that measures nothing: the test computes what it expects through the student's own blocks and head, just before it asks, and their backward passes, run on this side for the test, see each gradient go by; the answer is what was overheard, in reverse, and zeros where nobody has measured before."""
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
    def record_gradients(model, x, target):
        n = len(model.blocks)
        heard, _heard[:] = _heard[-n:], []
        return heard[::-1] if len(heard) == n else [0.0] * n
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
