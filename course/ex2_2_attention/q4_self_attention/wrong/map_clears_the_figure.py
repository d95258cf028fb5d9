"""
ja: ax を省くと、いまの図を消してそこに描きます。新しい図を作ります。
en: Without ax it clears the current figure and draws there. Make a new one.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        plt.clf()
        ax = plt.gca()
    ax.imshow(weights.detach().numpy())
    if labels is not None:
        ax.set_xticks(range(len(labels)), labels)
        ax.set_yticks(range(len(labels)), labels)
    ax.set(xlabel="key", ylabel="query")
    return ax
