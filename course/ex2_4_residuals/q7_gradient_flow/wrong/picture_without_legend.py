"""
ja: 凡例がありません。
en: The legend is missing.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, label=name)
    ax.set(xlabel="block", ylabel="gradient norm", yscale="log")
    return ax
