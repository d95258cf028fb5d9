"""
ja: labels を使っていないため、目盛りに単語がありません。
en: labels is not used, so the ticks carry no words.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    sns.heatmap(weights.detach().numpy(), ax=ax)
    ax.set(xlabel="key", ylabel="query")
    return ax
