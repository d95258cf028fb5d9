"""
ja: 地図には最初の 100 個の位置しかありません。
en: The map holds the first 100 positions only.
fails: q5-pictures
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    fig.colorbar(ax.imshow(pe[:100].numpy(), aspect="auto"))
    ax.set(xlabel="dimension", ylabel="position")
    return fig
