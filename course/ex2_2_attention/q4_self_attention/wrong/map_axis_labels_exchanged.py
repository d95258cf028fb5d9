"""
ja: 軸の名前が逆です。横軸がキー、縦軸がクエリです。
en: The axis labels are exchanged. x is key, y is query.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy(), xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="query", ylabel="key")
    return ax
