"""
ja: 図の行と列が入れ替わっています。行がクエリ、列がキーです。
en: Rows and columns of the map are exchanged. Rows are queries, columns keys.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ticks = "auto" if labels is None else labels
    sns.heatmap(weights.detach().numpy().T, xticklabels=ticks, yticklabels=ticks, ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
