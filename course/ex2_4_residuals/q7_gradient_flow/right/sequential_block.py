"""
en: The block from nn functions, the network with reduce.
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1 = nn.Linear(dim, dim)
        self.linear2 = nn.Linear(dim, dim)
        self.skip = float(use_residual)

    def forward(self, x):
        return self.skip * x + self.linear2(F.relu(self.linear1(x)))


class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.blocks = nn.ModuleList()
        for _ in range(n_blocks):
            self.blocks.append(ResidualBlock(input_dim, use_residual))
        self.head = nn.Linear(input_dim, 1)

    def forward(self, x):
        from functools import reduce

        return self.head(reduce(lambda h, block: block(h), self.blocks, x))
