"""
en: Draws with matshow, whose keys stand at the top.
"""

def plot_attention(weights, labels=None, ax=None):
    if ax is None:
        ax = plt.figure(figsize=(4, 4)).subplots()
    ax.matshow(weights.detach())
    if labels is not None:
        ax.set_xticks(list(range(len(labels))))
        ax.set_xticklabels(labels)
        ax.set_yticks(list(range(len(labels))))
        ax.set_yticklabels(labels)
    ax.set(xlabel="keys", ylabel="queries", title="attention")
    return ax
