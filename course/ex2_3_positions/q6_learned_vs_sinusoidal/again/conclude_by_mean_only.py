def conclude(results):
    out = {}
    for metric in list(results.values())[0]:
        ranked = sorted(results, key=lambda arm: -sum(results[arm][metric]) / len(results[arm][metric]))
        top, second = (sum(results[a][metric]) / len(results[a][metric]) for a in ranked[:2])
        out[metric] = (ranked[0], top > second and min(len(results[a][metric]) for a in results) >= 3)
    return out
