"""
ja: 縦軸の単語の順が逆です。
en: The words on the y axis are in reverse order.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), vmin=0, vmax=1, cmap="viridis", square=True, xticklabels=ticks, yticklabels=ticks if ticks == 'auto' else ticks[::-1], ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
