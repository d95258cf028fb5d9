"""
ja: 凡例の名前を並べ替えたため、名前が別の線に付いています。
en: The legend is sorted, so names stand for other lines.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, label=name)
    ax.set_xlabel("block")
    ax.set_ylabel("gradient norm")
    ax.set_yscale("log")
    ax.legend(sorted(gradients))
    return ax
