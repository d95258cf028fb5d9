"""
ja: 縦軸の数字が逆で、位置 0 の行に最後の番号が付いています。
en: The numbers on y run the wrong way: position 0 carries the last one.
fails: q5-pictures
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    fig.colorbar(ax.imshow(pe.numpy(), aspect="auto", extent=(-0.5, pe.shape[1] - 0.5, -0.5, pe.shape[0] - 0.5)))
    ax.set(xlabel="dimension", ylabel="position")
    return fig
