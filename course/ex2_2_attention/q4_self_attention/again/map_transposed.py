"""
en: As wrong/map_transposed.py, written a second way.
"""

def plot_attention(weights, labels=None, ax=None):
    ax = plt.figure().gca() if ax is None else ax
    ax.imshow(weights.detach().mT)
    if labels is not None:
        ax.set_xticks(range(len(labels)), labels)
        ax.set_yticks(range(len(labels)), labels)
    ax.set_xlabel("key")
    ax.set_ylabel("query")
    return ax
