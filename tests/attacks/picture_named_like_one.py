"""Objects of classes that are called like Matplotlib's and draw nothing."""
# on: q4_self_attention
class AxesImage:
    __module__ = "matplotlib.image"
    origin = "upper"
    def __init__(self, values): self.values = values
    def get_array(self): return self.values
    def get_extent(self): return -0.5, len(self.values) - 0.5, len(self.values) - 0.5, -0.5
    def get_clim(self): return 0.0, 1.0
    def to_rgba(self, values): return plt.cm.viridis(values)
class _Axis:
    def __init__(self, words): self.words = words
    def get_major_formatter(self): return self
    def format_ticks(self, places): return self.words
class Axes:
    __module__ = "matplotlib.axes._axes"
    collections, figure = [], None
    def __init__(self, values, words):
        self.images, self.words, self.size = [AxesImage(values)], [str(w) for w in words or []], len(values)
        self.xaxis = self.yaxis = _Axis(self.words)
    def get_xlim(self): return -0.5, self.size - 0.5
    def get_ylim(self): return self.size - 0.5, -0.5
    def get_xlabel(self): return "key"
    def get_ylabel(self): return "query"
    def get_xticks(self, minor=False): return [] if minor else list(range(len(self.words)))
    get_yticks = get_xticks
# ---- after each solution cell
def plot_attention(weights, labels=None, ax=None):
    if ax is not None:
        ax.plot([0, 1])
    return Axes(weights.detach().numpy().copy(), labels)
# ---- the same without the attack
def plot_attention(weights, labels=None, ax=None):
    ax = ax or plt.subplots()[1]
    ax.plot([0, 1])
    return ax
