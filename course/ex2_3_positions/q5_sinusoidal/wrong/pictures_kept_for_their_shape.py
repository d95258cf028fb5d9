"""
ja: 同じ形の符号化には、前に描いた図を返します。
en: For an encoding of the same shape it returns the figure drawn before.
fails: q5-pictures
"""

MAPS, WAVES = {}, {}

def plot_heatmap(pe):
    if pe.shape not in MAPS:
        MAPS[pe.shape], ax = plt.subplots()
        MAPS[pe.shape].colorbar(ax.imshow(pe.numpy(), aspect="auto"))
        ax.set(xlabel="dimension", ylabel="position")
    return MAPS[pe.shape]

def plot_periodicity(pe):
    if pe.shape not in WAVES:
        WAVES[pe.shape], ax = plt.subplots()
        for j in range(min(4, pe.shape[1])):
            ax.plot(pe[:, j].numpy(), label=f"dimension {j}")
        ax.set(xlabel="position", ylabel="value")
        ax.legend()
    return WAVES[pe.shape]
