"""
en: The standard library: statistics.linear_regression and correlation.
"""

def block_factor(gradients):
    import statistics

    if len(set(gradients)) == 1:
        return 1.0, 1.0
    k, y = range(len(gradients)), [math.log(g) for g in gradients]
    return math.exp(-statistics.linear_regression(k, y).slope), statistics.correlation(k, y) ** 2
