"""
ja: 標準誤差ではなく標準偏差と比べています（√n で割っていません）。
en: It compares with the standard deviation, not the standard error (no √n).
fails: q6-supported
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
                error = math.sqrt(statistics.variance(columns[best]) + statistics.variance(v))
                if arm != best and not gap > 2 * error:
                    supported = False
        conclusion[metric] = (best, supported)
    return conclusion
