"""
ja: どの表でも「支えられる」と答えています。
en: Every table is said to support the claim.
fails: q6-supported q6-unsupported
"""

def conclude(results):
    import statistics

    conclusion = {}
    for metric in next(iter(results.values())):
        columns = {arm: table[metric] for arm, table in results.items()}
        best = max(columns, key=lambda arm: statistics.fmean(columns[arm]))
        supported = True
        if min(len(v) for v in columns.values()) > 1:
            for arm, v in columns.items():
                gap = statistics.fmean(columns[best]) - statistics.fmean(v)
                error = math.sqrt(statistics.variance(columns[best]) / len(columns[best]) + statistics.variance(v) / len(v))
                if arm != best and not gap > 2 * error:
                    supported = True
        conclusion[metric] = (best, supported)
    return conclusion
