"""
ja: 凡例がありません。
en: The legend is missing.
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
        ax.plot(pe[:, j].numpy(), label=f"dimension {j}")
    ax.set(xlabel="position", ylabel="value")
    return fig
