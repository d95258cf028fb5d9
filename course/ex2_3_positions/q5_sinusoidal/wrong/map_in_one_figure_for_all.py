"""
ja: いつも同じ Figure を消して描き直すので、前の図がなくなります。
en: It clears and fills one and the same Figure, so earlier maps are lost.
fails: q5-pictures
"""

FIG = plt.figure()

def plot_heatmap(pe):
    FIG.clear()
    ax = FIG.add_subplot()
    FIG.colorbar(ax.imshow(pe.numpy(), aspect="auto"))
    ax.set(xlabel="dimension", ylabel="position")
    return FIG
