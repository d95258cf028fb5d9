"""
ja: ax がないとき、新しい Axes ではなく今の Axes に描いています。
en: Without ax it draws into the current Axes instead of new ones.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        ax = plt.gca()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, label=name)
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend()
    return ax
