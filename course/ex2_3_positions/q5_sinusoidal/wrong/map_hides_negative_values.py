"""
ja: 色の範囲が 0 からなので、負の値がすべて同じ色です。
en: The colours start at 0, so all negative values look the same.
fails: q5-pictures
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    fig.colorbar(ax.imshow(pe.numpy(), aspect="auto", vmin=0, vmax=1))
    ax.set(xlabel="dimension", ylabel="position")
    return fig
