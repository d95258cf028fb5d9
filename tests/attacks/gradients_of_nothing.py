"""A network through which no gradient flows, so that a measurement that always says 0 is right about it."""
# on: q7_gradient_flow
# ---- after each solution cell
from torch import nn as _nn
if "DeepNetwork" in NAMES:
    class ResidualBlock(_nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = _nn.Linear(dim, dim), _nn.Linear(dim, dim)
        def forward(self, x):
            return self.linear2(self.linear1(0 * x))
    class _Head(_nn.Linear):
        def forward(self, x):
            return super().forward(0 * x)
    class DeepNetwork(_nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = _nn.ModuleList(ResidualBlock(input_dim) for _ in range(n_blocks))
            self.head = _Head(input_dim, 1)
        def forward(self, x):
            return self.head(x)
if "record_gradients" in NAMES:
    record_gradients = lambda model, x, target: [0.0] * len(model.blocks)
# ---- the same without the attack
from torch import nn as _nn
if "DeepNetwork" in NAMES:
    class ResidualBlock(_nn.Module):
        def __init__(self, dim, use_residual=True):
            super().__init__()
            self.linear1, self.linear2 = _nn.Linear(dim, dim), _nn.Linear(dim, dim)
        def forward(self, x):
            return self.linear2(self.linear1(x))
    class DeepNetwork(_nn.Module):
        def __init__(self, input_dim, n_blocks, use_residual=True):
            super().__init__()
            self.blocks = _nn.ModuleList(ResidualBlock(input_dim) for _ in range(n_blocks))
            self.head = _nn.Linear(input_dim, 1)
        def forward(self, x):
            return self.head(x)
if "record_gradients" in NAMES:
    record_gradients = lambda model, x, target: [0.0] * len(model.blocks)
