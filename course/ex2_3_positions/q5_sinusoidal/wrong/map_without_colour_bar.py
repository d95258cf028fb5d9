"""
ja: カラーバーがありません。
en: The colour bar is missing.
fails: q5-pictures
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    ax.pcolormesh(pe.numpy())
    ax.set(xlabel="dimension", ylabel="position")
    return fig
