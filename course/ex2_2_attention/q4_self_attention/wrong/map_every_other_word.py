"""
ja: 単語が 8 個以上になると、一つおきにしか書いていません。
en: From 8 words on, every other word is left out.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ax.imshow(weights.detach().numpy())
    if labels is not None:
        step = 1 if len(labels) < 8 else 2
        ax.set_xticks(range(0, len(labels), step), labels[::step])
        ax.set_yticks(range(0, len(labels), step), labels[::step])
    ax.set(xlabel="key", ylabel="query")
    return ax
