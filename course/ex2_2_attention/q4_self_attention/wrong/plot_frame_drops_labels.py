"""
ja: DataFrame を渡すと、単語が多いとき、seaborn は目盛りの一部を省きます。
en: Of a DataFrame with many words seaborn leaves out some of the ticks.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    import pandas as pd

    if ax is None:
        _, ax = plt.subplots()
    table = pd.DataFrame(weights.detach().numpy(), index=labels, columns=labels)
    sns.heatmap(table, ax=ax, cmap="viridis", cbar=False)
    ax.set(xlabel="key", ylabel="query")
    return ax
