"""
ja: n で割る標準偏差を使っているため、揺れを小さく見積もります。
en: The standard deviation divides by n and underestimates the spread.
fails: q6-unsupported
"""

def conclude(results):
    import statistics

    conclusion = {}
    for metric in next(iter(results.values())):
        columns = {arm: table[metric] for arm, table in results.items()}
        best = max(columns, key=lambda arm: statistics.fmean(columns[arm]))
        supported = all(len(v) >= 3 for v in columns.values())
        if supported:
            for arm, v in columns.items():
                gap = statistics.fmean(columns[best]) - statistics.fmean(v)
                error = math.sqrt(statistics.pvariance(columns[best]) / len(columns[best]) + statistics.pvariance(v) / len(v))
                if arm != best and not gap > 2 * error:
                    supported = False
        conclusion[metric] = (best, supported)
    return conclusion
