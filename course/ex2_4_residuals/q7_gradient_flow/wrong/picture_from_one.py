"""
ja: ブロックの番号が 1 から始まっています。
en: Block numbers begin at 1.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(1, len(norms) + 1), norms, label=name)
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend()
    return ax
