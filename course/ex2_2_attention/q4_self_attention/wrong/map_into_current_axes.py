"""
ja: ax がないとき、前からある図に描いています。
en: Without ax it draws into a figure that was there before.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    ax = ax or plt.gca()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), vmin=0, vmax=1, cmap="viridis", square=True, xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
