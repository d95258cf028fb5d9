"""
ja: 重みを最大値で割って描いています。
en: The weights are divided by their maximum before they are drawn.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap((weights / weights.max()).detach().numpy(), vmin=0, vmax=1, cmap="viridis", square=True, xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
