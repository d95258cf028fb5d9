"""
ja: 凡例に名前だけを渡しているので、前からある線に名前が付きます。
en: The legend gets names alone, which go to lines that were there before.
fails: q7-picture
"""

def plot_gradient_flow(gradients: dict[str, list[float]], ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, "o-")
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend(list(gradients))
    return ax
