"""
en: The masked softmax is an autograd.Function with its own backward; imshow with the words on minor ticks (major ticks are the cell borders); weights by products with a unit matrix that is rolled by one.
"""

from matplotlib.ticker import NullFormatter


class Softmax(torch.autograd.Function):
    """Softmax over the allowed keys; 0 for a row without any."""

    generate_vmap_rule = True

    @staticmethod
    def forward(logits, allowed):
        logits = logits.masked_fill(~allowed, float("-inf"))
        peak = logits.amax(-1, keepdim=True)
        powers = (logits - peak.masked_fill(peak == float("-inf"), 0.0)).exp()
        total = powers.sum(-1, keepdim=True)
        return powers / total.masked_fill(total == 0, 1.0)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(output)

    @staticmethod
    def backward(ctx, grad):
        (weights,) = ctx.saved_tensors
        return weights * (grad - (weights * grad).sum(-1, keepdim=True)), None


class SelfAttention(nn.Module):
    def __init__(self, d_model, d_k=None):
        super().__init__()
        d_k = d_k or d_model
        self.W_q = nn.Linear(d_model, d_k, bias=False)
        self.W_k = nn.Linear(d_model, d_k, bias=False)
        self.W_v = nn.Linear(d_model, d_k, bias=False)
        self.W_o = nn.Linear(d_k, d_model, bias=False)

    def forward(self, x, mask=None):
        q, k, v = self.W_q(x), self.W_k(x), self.W_v(x)
        logits = q @ k.transpose(-2, -1) / math.sqrt(q.size(-1))
        allowed = torch.ones_like(logits, dtype=torch.bool) if mask is None else mask.expand_as(logits)
        weights = Softmax.apply(logits, allowed)
        return self.W_o(weights @ v), weights


def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(layout="constrained")
    size = len(weights)
    ax.imshow(weights.detach().cpu().double().numpy(), cmap="cividis", vmin=0, vmax=1)
    ax.set(xlim=(-0.5, size - 0.5), ylim=(size - 0.5, -0.5))
    borders = [n - 0.5 for n in range(size + 1)]
    words = [f"{n}" for n in range(size)] if labels is None else list(labels)
    ax.set_xticks(borders)
    ax.set_yticks(borders)
    ax.xaxis.set_major_formatter(NullFormatter())
    ax.yaxis.set_major_formatter(NullFormatter())
    ax.set_xticks(range(size), words, minor=True, rotation=90)  # the words stand between the borders
    ax.set_yticks(range(size), words, minor=True)
    ax.tick_params(which="minor", length=0)
    ax.grid(which="major", color="white", linewidth=0.5)
    ax.set_xlabel("key")
    ax.set_ylabel("query")
    return ax


@torch.no_grad()
def set_previous_token_head(layer, positions, strength=20.0):
    d_k = layer.W_q.weight.shape[0]
    rows = positions.double()
    unit = torch.eye(d_k, len(rows), dtype=torch.float64)  # column i is the unit vector of position i
    moved_on = unit.roll(1, 0)  # column j is the unit vector of position j + 1
    layer.W_q.weight.copy_(strength * unit @ rows)
    layer.W_k.weight.copy_(math.sqrt(d_k) * moved_on @ rows)
