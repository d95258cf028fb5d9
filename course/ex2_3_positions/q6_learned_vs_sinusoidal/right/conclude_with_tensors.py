"""
en: Means and errors as tensors; the comparison squared.
"""

def conclude(results):
    out = {}
    for metric in list(results.values())[0].keys():
        arms = sorted(results)
        v = [torch.tensor(results[a][metric], dtype=torch.float64) for a in arms]
        means = torch.stack([x.mean() for x in v])
        b = int(means.argmax())
        ok = min(len(x) for x in v) > 2
        for i in range(len(arms)):
            if ok and i != b:
                error = (v[b].var() / len(v[b]) + v[i].var() / len(v[i])).sqrt()
                ok = bool(means[b] - means[i] > 2 * error)
        out[metric] = (arms[b], ok)
    return out
