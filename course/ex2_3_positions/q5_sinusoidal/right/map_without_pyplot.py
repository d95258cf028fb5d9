"""
en: A Figure made without pyplot, position 0 at the bottom.
"""

def plot_heatmap(pe):
    from matplotlib.figure import Figure
    fig = Figure()
    ax = fig.subplots()
    image = ax.imshow(pe, aspect="auto", origin="lower", interpolation="nearest")
    fig.colorbar(image, ax=ax, orientation="horizontal")
    ax.set(xlabel="embedding dimension", ylabel="token position")
    return fig
