"""
ja: 横軸が次元になっています。波は位置に沿って描きます。
en: The waves run over dimensions. Draw them over positions.
fails: q5-pictures
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    fig.colorbar(ax.imshow(pe.numpy(), aspect="auto"))
    ax.set(xlabel="dimension", ylabel="position")
    return fig


def plot_periodicity(pe):
    fig, ax = plt.subplots()
    for j in range(4):
        ax.plot(pe[j].numpy(), label=f"dimension {j}")
    ax.set(xlabel="position", ylabel="value")
    ax.legend()
    return fig
