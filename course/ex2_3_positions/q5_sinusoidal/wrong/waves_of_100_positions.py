"""
ja: 波は最初の 100 個の位置で切れています。
en: The waves are cut off after 100 positions.
fails: q5-pictures
"""

def plot_periodicity(pe):
    fig, ax = plt.subplots()
    for d in range(min(4, pe.shape[1])):
        ax.plot(pe[:100, d], label=f"dimension {d}")
    ax.legend()
    ax.set(xlabel="position", ylabel="value")
    return fig
