"""
en: The waves with fig.legend; the map upside down with an extent that says so.
"""

def plot_heatmap(pe):
    fig = plt.figure(figsize=(6, 5))
    ax = fig.add_subplot()
    n, d = pe.shape
    image = ax.imshow(pe.numpy(), origin="lower", extent=(-0.5, d - 0.5, -0.5, n - 0.5), aspect="auto", cmap="RdBu")
    ax.set_xlabel("Dimension")
    ax.set_ylabel("Position")
    fig.colorbar(image, ax=ax)
    return fig


def plot_periodicity(pe):
    fig, ax = plt.subplots()
    for j in range(min(6, pe.shape[1])):
        ax.plot(range(len(pe)), pe[:, j], label=f"dim {j}")
    ax.set_xlabel("Position")
    ax.set_ylabel("Value")
    fig.legend(loc="upper right")
    return fig
