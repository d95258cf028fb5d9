"""
ja: 学習で使った長さ CONTEXT より長い文脈を、モデルに渡していません。モデルの上限は model.max_len です。
en: The model is never given more than the CONTEXT of training. What it can take is model.max_len.
fails: lm-greedy
"""

@torch.no_grad()
def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
    was_training = model.training
    model.eval()
    where = next((p.device for p in model.parameters()), None)
    out = list(start)
    for _ in range(max_new_tokens):
        window = torch.tensor([out[-min(CONTEXT, model.max_len) :]], device=where)
        logits = model(window)[0, -1].cpu()
        if top_k is not None:
            order = logits.argsort(descending=True, stable=True)
            logits = logits.index_fill(0, order[top_k:], -math.inf)
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
