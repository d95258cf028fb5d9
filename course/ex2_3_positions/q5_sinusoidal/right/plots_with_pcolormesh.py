"""
en: Draws the map with pcolormesh and all waves.
"""

def plot_heatmap(pe):
    fig, ax = plt.subplots()
    mesh = ax.pcolormesh(pe.numpy())
    plt.colorbar(mesh, ax=ax)
    ax.set_xlabel("次元 (dimension)")
    ax.set_ylabel("位置 (position)")
    return fig


def plot_periodicity(pe):
    fig, ax = plt.subplots()
    ax.plot(pe.numpy(), label=[f"{j}" for j in range(pe.shape[1])])
    ax.set_xlabel("位置")
    ax.set_ylabel("値 (value)")
    ax.legend()
    return fig
