"""
ja: 凡例の番号が一つずれています。次元は 0 から数えます。
en: The numbers in the legend are off by one. Dimensions count from 0.
fails: q5-pictures
"""

def plot_periodicity(pe):
    fig, ax = plt.subplots()
    for j in range(min(4, pe.shape[1])):
        ax.plot(pe[:, j].numpy(), label=f"dimension {j + 1}")
    ax.set(xlabel="position", ylabel="value")
    ax.legend()
    return fig
