"""
en: Four waves in four panels, each with its title.
"""

def plot_periodicity(pe):
    fig, axes = plt.subplots(2, 2, figsize=(10, 6), squeeze=False)
    for ax, j in zip(axes.flat, range(pe.shape[1])):
        ax.plot(np.arange(pe.shape[0]), pe[:, j].numpy())
        ax.set_title(f"Dimension {j}")
        ax.set_xlabel("Position")
        ax.set_ylabel("Encoding value")
        ax.grid(True)
    return fig
