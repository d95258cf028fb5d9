"""
en: NumPy; every pair of arms against the leader at once.
"""

def conclude(results):
    import numpy as np

    answer = {}
    arms = list(results)
    for metric in results[arms[0]]:
        n = np.array([len(results[a][metric]) for a in arms])
        mean = np.array([np.mean(results[a][metric]) for a in arms])
        best = int(mean.argmax())
        if n.min() < 3:
            answer[metric] = (arms[best], False)
            continue
        error = np.array([np.std(results[a][metric], ddof=1) ** 2 for a in arms]) / n
        others = np.arange(len(arms)) != best
        answer[metric] = (arms[best], bool(np.all((mean[best] - mean > 2 * np.sqrt(error[best] + error))[others])))
    return answer
