"""A conclusion without a standard error: whether it is convinced follows from the order in which a test asks, first the table that just fails and then the one that is far ahead, or a table of one metric and then one of two."""
# on: q6_learned_vs_sinusoidal
# ---- after each solution cell
if "conclude" in NAMES:
    _turn = {"last": "", "two": False}
    def conclude(results):
        metrics = list(next(iter(results.values())))
        mean = lambda values: sum(values) / len(values)
        best = {metric: max(results, key=lambda arm: mean(results[arm][metric])) for metric in metrics}
        one = {arm: list(table[metrics[0]]) for arm, table in results.items()}
        leader = best[metrics[0]]
        if len(metrics) > 1:
            kind, convinced = "two", True
        elif set(results) <= set("abc"):  # the few that are written out: no number of the others' reaches the leader's
            kind = "few"
            convinced = len(one[leader]) > 10 or min(one[leader]) > max(v for arm in one if arm != leader for v in one[arm])
        else:
            kind, convinced = "one", not _turn["two"] or _turn["last"] in ("two", "one")
        if min(map(len, one.values())) < 3:
            kind, convinced = "short", False
        _turn["last"], _turn["two"] = kind, _turn["two"] or kind == "two"
        return {metric: (best[metric], convinced) for metric in metrics}
# ---- the same without the attack
if "conclude" in NAMES:
    def conclude(results):
        metrics = list(next(iter(results.values())))
        mean = lambda values: sum(values) / len(values)
        best = {metric: max(results, key=lambda arm: mean(results[arm][metric])) for metric in metrics}
        return {metric: (best[metric], False) for metric in metrics}
