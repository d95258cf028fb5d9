"""
ja: detach_() は引数そのものを計算グラフから切り離します。detach() は切り離さず、新しいテンソルを返します。
en: detach_() cuts the argument itself from its graph; detach() returns another tensor.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    if weights.is_leaf:
        weights = weights.detach()
    ax.imshow(weights.detach_().numpy(), cmap="Blues")
    if labels is not None:
        ax.set_xticks(range(len(labels)), labels, rotation=90)
        ax.set_yticks(range(len(labels)), labels)
    ax.set(xlabel="key", ylabel="query")
    return ax
