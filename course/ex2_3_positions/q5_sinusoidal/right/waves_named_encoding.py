"""
en: The y axis is called positional encoding; a grid of panels, the ones that are not needed hidden.
"""

def plot_periodicity(pe):
    fig, axes = plt.subplots(2, 2, sharex=True)
    for d, ax in enumerate(axes.ravel()):
        if d >= pe.shape[1]:
            ax.set_visible(False)
            continue
        ax.plot(range(len(pe)), pe[:, d], marker=".")
        ax.set(title=f"dimension {d}", xlabel="position", ylabel="positional encoding")
    return fig
