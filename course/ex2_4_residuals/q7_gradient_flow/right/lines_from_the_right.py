"""
en: Blocks run by functional_call; lines drawn from right to left, the legend in reverse order.
"""

import numpy as np
from numpy.polynomial import Polynomial


class ResidualBlock(nn.Module):
    def __init__(self, dim, use_residual=True):
        super().__init__()
        weights = {}
        for name in ("linear1", "linear2"):
            self.add_module(name, nn.Linear(dim, dim, device="meta"))
            weights |= {f"{name}.{key}": value for key, value in nn.Linear(dim, dim).state_dict().items()}
        self.load_state_dict(weights, assign=True)
        self._with_input = bool(use_residual)

    def forward(self, x):
        update = self.linear2(F.threshold(self.linear1(x), 0.0, 0.0))
        return (x + update) if self._with_input else update


class DeepNetwork(nn.Module):
    def __init__(self, input_dim, n_blocks, use_residual=True):
        super().__init__()
        self.add_module("blocks", nn.ModuleList(ResidualBlock(input_dim, use_residual) for _ in range(n_blocks)))
        self.add_module("head", nn.Linear(input_dim, 1))

    def forward(self, x):
        waiting = list(self.blocks)
        while waiting:
            x = waiting.pop(0)(x)
        return self.head(x)


def held_still(part):
    """part as a function that does not know of gradients of its weights"""
    weights = {name: p.detach() for name, p in part.named_parameters()}
    return lambda values: torch.func.functional_call(part, weights, (values,))


def record_gradients(model, x, target):
    with torch.enable_grad(), torch.random.fork_rng(devices=[]):
        values = [x.detach().requires_grad_()]
        for block in model.blocks:
            values.append(held_still(block)(values[-1]))
        loss = F.mse_loss(held_still(model.head)(values[-1]), target.detach())
    gradients = torch.autograd.grad(loss, values)
    return [torch.linalg.norm(gradient).item() for gradient in gradients[1:]]


def block_factor(gradients):
    logs = np.array(list(map(math.log, gradients)))
    if (logs == logs[0]).all():
        return 1.0, 1.0
    logs = logs - logs[-1]
    back = np.arange(len(logs))[::-1]
    straight = Polynomial.fit(back, logs, deg=1)
    left, total = logs - straight(back), logs - logs.mean()
    return float(np.exp(straight.deriv()(0.0))), float(1 - (left @ left) / (total @ total))


def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        ax = plt.subplot_mosaic([["flow"]], figsize=(6.4, 4))[1]["flow"]
    lines = []
    for i, (name, values) in enumerate(gradients.items()):
        numbers = list(range(len(values)))
        lines.extend(ax.plot(numbers[::-1], list(values)[::-1], "osD^v<>PXd*"[i % 11] + "-", label=name))
    ax.set_yscale("log")
    ax.update({"xlabel": "block (input side: 0)", "ylabel": "gradient at the block's output"})
    ax.autoscale()
    if ax.xaxis_inverted():
        ax.invert_xaxis()
    if ax.get_legend() is not None:
        ax.add_artist(ax.get_legend())
    legend = ax.legend(lines[::-1], ["?"] * len(lines), loc=0)  # the last name on top
    for text, name in zip(legend.get_texts(), reversed(list(gradients))):
        text.set_text(name)
    return ax
