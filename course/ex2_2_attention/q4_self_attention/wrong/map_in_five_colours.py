"""
ja: 色が 5 段階しかなく、違う重みが同じ色になります。
en: There are five colours only, so different weights look the same.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ticks = labels if labels is not None else "auto"
    sns.heatmap(weights.detach().numpy(), xticklabels=ticks, yticklabels=ticks, ax=ax, cmap=plt.get_cmap("viridis", 5))
    ax.set(xlabel="key", ylabel="query")
    return ax
