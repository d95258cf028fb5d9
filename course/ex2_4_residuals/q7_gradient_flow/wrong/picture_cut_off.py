"""
ja: 縦軸の範囲を決めてしまい、小さな勾配が図の外に出ます。
en: The range of the y axis is fixed, and small gradients lie outside.
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
    ax.legend()
    ax.set_ylim(1e-8, 1e2)
    return ax
