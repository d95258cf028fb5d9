"""
ja: 線の種類が足りず、五本目からの線がありません。
en: Styles run out, and lines from the fifth on are missing.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for (name, norms), s in zip(gradients.items(), ["-", "--", "-.", ":"]):
        ax.plot(range(len(norms)), norms, s, label=name)
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend()
    return ax
