"""
ja: 値の対数を描いています。値はそのまま、軸を対数にします。
en: Logarithms are drawn. Draw the values and make the axis logarithmic.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), [math.log10(v) for v in norms], label=name)
    ax.set(xlabel="block", ylabel="gradient norm")
    ax.legend()
    return ax
