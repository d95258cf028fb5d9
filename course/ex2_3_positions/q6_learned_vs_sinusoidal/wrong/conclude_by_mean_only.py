"""
ja: 平均だけで判断していて、揺れを見ていません。
en: Only means are compared; the spread plays no part.
fails: q6-supported q6-unsupported
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
                error = math.sqrt(statistics.variance(columns[best]) / len(columns[best]) + statistics.variance(v) / len(v))
                if arm != best and not gap > 0:
                    supported = False
        conclusion[metric] = (best, supported)
    return conclusion
