"""
en: The products W_qᵀW_k and W_oW_v in place of queries, keys and values; the head gets new Parameters, made of outer products.
"""


class SelfAttention(nn.Module):
    def __init__(self, d_model: int, d_k: int | None = None):
        super().__init__()
        if d_k is None:
            d_k = d_model
        shapes = {"W_q": (d_model, d_k), "W_k": (d_model, d_k), "W_v": (d_model, d_k), "W_o": (d_k, d_model)}
        for name, (d_in, d_out) in shapes.items():
            self.add_module(name, nn.Linear(d_in, d_out, bias=False))

    def forward(self, x, mask=None):
        where_to_look = self.W_q.weight.T @ self.W_k.weight / math.sqrt(self.W_q.out_features)
        what_to_write = self.W_o.weight @ self.W_v.weight
        logits = x @ where_to_look @ x.transpose(-2, -1)
        if mask is None:
            weights = F.softmax(logits, dim=-1)
        else:
            allowed = torch.broadcast_to(mask, logits.shape)
            safe = allowed | ~allowed.any(-1, keepdim=True)
            weights = F.softmax(torch.where(safe, logits, -torch.inf), dim=-1)
            weights = torch.where(allowed, weights, 0.0)
        return F.linear(weights @ x, what_to_write), weights


def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        ax = plt.figure().gca()
    words = False if labels is None else list(labels)
    with torch.no_grad():
        sns.heatmap(
            weights.cpu().detach().numpy(),
            square=True,
            cbar=False,
            cmap=sns.color_palette("mako", as_cmap=True),
            xticklabels=words,
            yticklabels=words,
            ax=ax,
        )
    ax.set_xlabel("キー")
    ax.set_ylabel("クエリ")
    return ax


def set_previous_token_head(layer, positions, strength: float = 20.0) -> None:
    d_k, d_model = layer.W_q.weight.shape
    dtype = layer.W_q.weight.dtype
    units = torch.eye(d_k, dtype=dtype)
    vectors = positions.detach().to(dtype)
    W_q, W_k = (torch.zeros(d_k, d_model, dtype=dtype) for _ in range(2))
    for unit, before, here in zip(units, vectors[:-1], vectors[1:]):
        W_q = W_q + torch.outer(unit, here)
        W_k = W_k + torch.outer(unit, before)
    layer.W_q.weight = nn.Parameter(W_q * strength)
    layer.W_k.weight = nn.Parameter(W_k * math.sqrt(d_k))
