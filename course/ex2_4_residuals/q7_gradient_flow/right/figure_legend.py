"""
en: A legend of the figure, labels in Japanese, lines added one by one.
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, label=name)
    ax.set_xlabel("ブロック（0 が入力側）")
    ax.set_ylabel("勾配の大きさ")
    ax.set_yscale("log")
    ax.get_figure().legend(*ax.get_legend_handles_labels())
    return ax
