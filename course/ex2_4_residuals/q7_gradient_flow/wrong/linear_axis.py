"""
ja: 縦軸が対数ではありません。小さな勾配が見えません。
en: The y axis is not logarithmic, so small gradients cannot be seen.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms, label=name)
    ax.set(xlabel="block", ylabel="gradient norm")
    ax.legend()
    return ax
