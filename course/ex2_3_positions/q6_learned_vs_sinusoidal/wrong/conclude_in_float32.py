"""
ja: 平均を float32 で計算するので、小さな差が消えます。
en: Means are computed in float32, where small differences vanish.
fails: q6-supported
"""

def conclude(results: dict[str, dict[str, list[float]]]) -> dict[str, tuple[str, bool]]:
    answer = {}
    for metric in next(iter(results.values())):
        values = {arm: torch.tensor(metrics[metric]) for arm, metrics in results.items()}
        best = max(values, key=lambda arm: values[arm].mean().item())
        supported = min(len(v) for v in values.values()) >= 3
        for arm, v in values.items():
            if supported and arm != best:
                a = values[best]
                error = torch.sqrt(a.var() / len(a) + v.var() / len(v))
                supported = bool(a.mean() - v.mean() > 2 * error)
        answer[metric] = (best, supported)
    return answer
