"""
en: Lines without labels, named by ax.legend(lines, names).
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    lines = []
    for name, norms in gradients.items():
        lines += ax.plot(range(len(norms)), norms)
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend(lines, list(gradients))
    return ax
