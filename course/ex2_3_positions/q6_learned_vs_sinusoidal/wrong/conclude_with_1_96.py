"""
ja: 標準誤差の 1.96 倍と比べています。この演習の規則は 2 倍です。
en: It compares with 1.96 standard errors; the rule here is 2.
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
                error = math.sqrt(statistics.variance(columns[best]) / len(columns[best]) + statistics.variance(v) / len(v))
                if arm != best and not gap > 1.96 * error:
                    supported = False
        conclusion[metric] = (best, supported)
    return conclusion
