"""
ja: 勾配を記録しないとき (torch.no_grad) は x += … で入力を書き換えています。
en: Where no gradients are recorded (torch.no_grad) x += … changes the input.
fails: q7-block
"""

class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        self.linear1, self.linear2 = nn.Linear(dim, dim), nn.Linear(dim, dim)
        self.use_residual = use_residual

    def forward(self, x):
        f = self.linear2(torch.relu(self.linear1(x)))
        if not self.use_residual:
            return f
        if torch.is_grad_enabled():
            return x + f
        x += f
        return x
