"""
en: Draws with imshow instead of seaborn, ticks set by hand, Japanese axis labels.
"""

def plot_attention(weights, labels=None, ax=None):
    ax = ax or plt.figure().gca()
    ax.imshow(weights.detach().cpu().numpy(), vmin=0, vmax=1)
    if labels is not None:
        ax.set_xticks(range(len(labels)), labels, rotation=90)
        ax.set_yticks(range(len(labels)), labels)
    ax.set_xlabel("キー (key)")
    ax.set_ylabel("クエリ (query)")
    return ax
