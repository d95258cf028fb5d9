"""A network that never uses its blocks: the test leads the input through the student's blocks one after the other before it asks the network, so the last block's output is kept, and so is the slope that came back to the first one; the network puts its head on the one and hands back the other."""
# on: q7_gradient_flow
# ---- after each solution cell
if "DeepNetwork" in NAMES:
    _last = {}
    class _Slope(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()
        @staticmethod
        def backward(ctx, gradient):
            _last["slope"] = gradient.clone()
            return gradient
    class _Replayed(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return y.clone()
        @staticmethod
        def backward(ctx, gradient):  # (B, 1)
            return _last["slope"] * gradient, gradient
    class ResidualBlock(nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
            self.use_residual = use_residual
        def forward(self, x):
            x = _Slope.apply(x) if x.requires_grad else x
            f = self.linear2(self.linear1(x).relu())
            y = x + f if self.use_residual else f
            _last["output"] = y.detach().clone()
            return y
    class DeepNetwork(nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks))
            self.head = nn.Linear(input_dim, 1)
        def forward(self, x):
            h = _last.get("output")
            if not len(self.blocks) or h is None or h.shape != x.shape or h.dtype != x.dtype:
                return self.head(x)
            return _Replayed.apply(x, self.head(h))
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
            return self.head(x)
