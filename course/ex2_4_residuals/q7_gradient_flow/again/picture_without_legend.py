"""
en: As wrong/picture_without_legend.py, written a second way.
"""

def plot_gradient_flow(gradients, ax=None):
    axes = ax if ax is not None else plt.figure().add_subplot()
    for name in gradients:
        axes.semilogy(gradients[name], label=name)
    axes.set_xlabel("block")
    axes.set_ylabel("gradient norm")
    return axes
