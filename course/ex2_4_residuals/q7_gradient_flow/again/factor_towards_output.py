"""
en: As wrong/factor_towards_output.py, written a second way.
"""

def block_factor(gradients):
    import statistics

    if len(set(gradients)) == 1:
        return 1.0, 1.0
    logs = [math.log(g) for g in gradients]
    line = statistics.linear_regression(range(len(logs)), logs)
    return math.exp(line.slope), statistics.correlation(range(len(logs)), logs) ** 2
