"""
ja: 左が出力側になっています。左を入力側にします。
en: The output side is on the left. The input side should be.
fails: q7-picture
"""

def plot_gradient_flow(gradients, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    for name, norms in gradients.items():
        ax.plot(range(len(norms)), norms[::-1], label=name)
    ax.set(xlabel="block", ylabel="gradient norm", yscale="log")
    ax.legend()
    return ax
