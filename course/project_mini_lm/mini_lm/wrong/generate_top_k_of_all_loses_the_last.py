"""
ja: top_k が語彙の大きさ以上のとき、確率の最も小さいトークンが落ちます。k の上限は V − 1 ではなく V です。
en: With top_k of the vocabulary's size or more, the least probable token is lost. The limit of k is V, not V − 1.
fails: lm-sampling
"""

@torch.no_grad()
def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
    was_training = model.training
    model.eval()
    where = next((p.device for p in model.parameters()), None)
    out = list(start)
    for _ in range(max_new_tokens):
        window = torch.tensor([out[-model.max_len :]], device=where)
        logits = model(window)[0, -1].cpu()
        if top_k is not None:
            order = logits.argsort(descending=True, stable=True)
            k = min(top_k, len(logits) - 1)
            logits = logits.index_fill(0, order[k:], -math.inf)
        if temperature == 0:
            token = int(logits.argmax())
        else:
            probabilities = (logits / temperature).softmax(0)
            token = int(torch.multinomial(probabilities, 1, generator=generator))
        out.append(token)
        if token == eos_id:
            break
    model.train(was_training)
    return out
