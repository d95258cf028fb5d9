"""
en: As wrong/no_skip.py, written a second way.
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1 = nn.Linear(dim, dim)
        self.linear2 = nn.Linear(dim, dim)

    def forward(self, inputs):
        hidden = F.relu(self.linear1(inputs))
        return self.linear2(hidden)
