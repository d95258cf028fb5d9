"""
ja: 渡された ax ではなく、新しい図に描いています。
en: It draws into a new figure instead of the given ax.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
