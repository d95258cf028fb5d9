"""
en: polyfit and the squared correlation; semilogy.
"""

import numpy as np


def block_factor(gradients):
    y = np.log(np.array(gradients))
    k = np.arange(len(y))[::-1]
    slope, start = np.polyfit(k, y, 1)
    total = ((y - y.mean()) ** 2).sum()
    fit = 1.0 if total < 1e-24 else 1 - ((y - slope * k - start) ** 2).sum() / total
    return float(np.exp(slope)), float(fit)


def plot_gradient_flow(gradients, ax=None):
    ax = ax if ax is not None else plt.figure().add_subplot()
    for name in gradients:
        ax.semilogy(gradients[name], label=name)
    ax.set_xlabel("ブロック")
    ax.set_ylabel("勾配のノルム")
    ax.legend(loc="best")
    return ax
