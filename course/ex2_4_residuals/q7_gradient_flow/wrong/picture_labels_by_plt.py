"""
ja: plt.xlabel は、渡された Axes ではなく今の Axes に書きます。
en: plt.xlabel writes on the current Axes, not on the given ones.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, label=name)
    plt.xlabel("block")
    plt.ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend()
    return ax
