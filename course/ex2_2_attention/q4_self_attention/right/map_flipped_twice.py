"""
en: The rows are reversed, and the y axis counts upwards: row 0 is at the top all the same.
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        _, ax = plt.subplots()
    data = weights.detach().numpy()[::-1]
    T = len(data)
    words = list(range(T)) if labels is None else list(labels)
    ax.imshow(data, origin="lower")
    ax.set_xticks(range(T), words)
    ax.set_yticks(range(T), words[::-1])
    ax.set(xlabel="key", ylabel="query")
    return ax
