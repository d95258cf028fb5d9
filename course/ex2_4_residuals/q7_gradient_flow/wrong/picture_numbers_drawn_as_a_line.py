"""
ja: ax.plot に渡す順序が違い、ブロックの番号そのものも線として描かれます。
en: The arguments of ax.plot are in another order, so the block numbers are drawn as a line of their own.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for (name, norms), marker in zip(gradients.items(), "os^vDx" * len(gradients)):
        ax.plot(range(len(norms)), marker + "-", norms, marker + "-", label=name)
    ax.set(xlabel="block", ylabel="gradient", yscale="log")
    ax.legend()
    return ax
