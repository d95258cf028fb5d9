"""
ja: ln(p + 1e-9) では、確率がほとんど 0 のトークンの損失が 20.7 で頭打ちになります。
en: With ln(p + 1e-9) the loss of a token of hardly any probability stops at 20.7.
fails: lm-evaluate-value
"""

@torch.no_grad()
def evaluate(model, ids: torch.Tensor, context: int = CONTEXT) -> float:
    was_training = model.training
    model.eval()
    total = 0.0
    for start in range(0, len(ids) - 1, context):
        window = ids[start : start + context + 1]
        logits = model(window[None, :-1])[0]
        p = logits.softmax(-1).gather(-1, window[1:, None])
        total -= torch.log(p + 1e-9).sum().item()
    model.train(was_training)
    return total / (len(ids) - 1)
