"""
ja: model.training だけを変えても、中のモジュール (Dropout など) は学習モードのままです。model.eval() を使います。
en: Setting model.training leaves the modules inside (a Dropout) in training mode; model.eval() reaches them.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.training = False
    total = 0.0
    for start in range(0, len(ids) - 1, context):
        window = ids[start : start + context + 1]
        logits = model(window[None, :-1])[0]
        total += F.cross_entropy(logits, window[1:], reduction="sum").item()
    model.training = was_training
    return total / (len(ids) - 1)
