"""
ja: 横軸を最初のリストの長さで切っています。もっと長いリストの点が見えません。
en: The x axis ends with the first list; points of longer lists cannot be seen.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, "o-", label=name)
    ax.set_yscale("log")
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_xlim(-0.5, len(next(iter(gradients.values()))) - 0.5)
    ax.legend()
    return ax
