"""
ja: 次元が四つより少ないとき、同じ次元を二度描いています。
en: With fewer than four dimensions one of them is drawn more than once.
fails: q5-pictures
"""

def plot_periodicity(pe):
    fig, ax = plt.subplots()
    for dim in np.linspace(0, pe.shape[1] - 1, 4).astype(int):
        ax.plot(pe[:, dim].numpy(), label=f"dim {dim}")
    ax.set_xlabel("position")
    ax.set_ylabel("value")
    ax.legend()
    return fig
