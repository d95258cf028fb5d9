"""
en: Draws with pcolormesh and turns the y axis round.
"""

def plot_attention(weights, labels=None, ax=None):
    ax = plt.figure().add_subplot() if ax is None else ax
    T = len(weights)
    ax.pcolormesh(weights.detach().numpy(), vmin=0, vmax=1)
    ax.set_ylim(T, 0)
    if labels is not None:
        centres = [n + 0.5 for n in range(T)]
        ax.set_xticks(centres, labels=labels, rotation=45)
        ax.set_yticks(centres, labels=labels)
    ax.set_xlabel("Key position")
    ax.set_ylabel("Query position")
    return ax
