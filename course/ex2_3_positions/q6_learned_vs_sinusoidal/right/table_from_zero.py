"""
en: A table that starts at zero, of shape (1, max_len, d_model).
"""

class LearnablePositionalEmbedding(nn.Module):
    def __init__(self, max_len, d_model):
        super().__init__()
        self.pos = nn.Parameter(torch.zeros(1, max_len, d_model))

    def forward(self, x):
        length = x.size(1)
        if length > self.pos.size(1):
            raise ValueError("sequence too long")
        return x + self.pos[:, :length, :]
