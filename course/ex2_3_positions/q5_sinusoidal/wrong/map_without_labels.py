"""
ja: 軸に名前がありません。
en: The axes have no labels.
fails: q5-pictures
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    fig.colorbar(ax.imshow(pe.numpy(), aspect="auto"))
    return fig


def plot_periodicity(pe):
    fig, ax = plt.subplots()
    for j in range(4):
        ax.plot(pe[:, j].numpy(), label=f"dimension {j}")
    ax.set(xlabel="position", ylabel="value")
    ax.legend()
    return fig
