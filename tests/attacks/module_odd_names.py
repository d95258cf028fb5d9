"""Parameters under names of nn.Module's own, dotted, empty and Unicode look-alike names."""
# on: q7_gradient_flow
# ---- after each solution cell
from torch import nn
import torch
class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        for n in ("linear1", "linear2", "forward", "load_state_dict", "__class__", "a.b", "", "lineаr1"):
            self._parameters[n] = nn.Parameter(torch.zeros(dim)); self._modules[n] = nn.Linear(dim, dim)
    def forward(self, x): return x
# ---- the same without the attack
from torch import nn
class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True): super().__init__(); self.linear1 = self.linear2 = nn.Linear(dim, dim)
    def forward(self, x): return x
