"""
ja: 行 0 が下になっています。
en: Row 0 is at the bottom.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), vmin=0, vmax=1, cmap="viridis", square=True, xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    ax.invert_yaxis()
    return ax
