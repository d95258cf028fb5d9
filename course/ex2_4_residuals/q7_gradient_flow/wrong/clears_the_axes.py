"""
ja: 渡された Axes に前からあったものを消しています。
en: What was in the given Axes before is wiped out.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ax.clear()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, "o-", label=name)
    ax.set_yscale("log")
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.legend()
    return ax
