"""
en: ax.legend(lines, names) and names that carry the wavelength as well.
"""

def plot_periodicity(pe):
    fig, ax = plt.subplots(figsize=(9, 4))
    chosen = list(range(pe.shape[1]))[:5]
    lines = [ax.plot(pe[:, j].tolist())[0] for j in chosen]
    ax.legend(lines, [f"{'cos' if j % 2 else 'sin'}, dimension {j}" for j in chosen])
    ax.set_xlabel("位置 p")
    ax.set_ylabel("値")
    return fig
