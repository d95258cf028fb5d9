"""
en: Waves in shared panels with supxlabel and a legend each; a seaborn map.
"""

def plot_heatmap(pe):
    import seaborn as sns

    fig, ax = plt.subplots(figsize=(7, 5))
    sns.heatmap(pe.numpy(), ax=ax, cmap="viridis", center=0)
    ax.set(xlabel="embedding dimension", ylabel="token position")
    return fig


def plot_periodicity(pe):
    chosen = sorted({0, 1, pe.shape[1] // 2, pe.shape[1] - 2, pe.shape[1] - 1} & set(range(pe.shape[1])))
    fig, axes = plt.subplots(len(chosen), 1, sharex=True, figsize=(8, 6), squeeze=False)
    for ax, j in zip(axes[:, 0], chosen):
        ax.plot(pe[:, j].numpy(), marker=".", label=f"d={j}")
        ax.legend()
    fig.supxlabel("position p")
    fig.supylabel("PE")
    return fig
