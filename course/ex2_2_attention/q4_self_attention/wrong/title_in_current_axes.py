"""
ja: 題を plt.title で書くので、渡された ax が現在の Axes でないとき、他の Axes に題が入る。
en: The title is written with plt.title, so it lands in another Axes when the given ax is not the current one.
fails: q4-picture
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    ax.imshow(weights.detach().cpu().numpy(), cmap="viridis")
    if labels is not None:
        ax.set_xticks(range(len(labels)), labels, rotation=45, ha="right")
        ax.set_yticks(range(len(labels)), labels)
    ax.set_xlabel("key")
    ax.set_ylabel("query")
    plt.title("attention weights")
    return ax
