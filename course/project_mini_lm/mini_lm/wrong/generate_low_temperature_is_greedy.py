"""
ja: temperature が 0.01 より小さいと、最大の logit を選びます。そうするのは 0 のときだけです。
en: Below a temperature of 0.01 it takes the largest logit; only 0 means that.
fails: lm-sampling
"""

@torch.no_grad()
def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    was_training = model.training
    model.eval()
    out = list(start)
    for _ in range(max_new_tokens):
        logits = model(torch.tensor([out[-model.max_len :]], device=device))[0, -1].cpu()
        if top_k is not None:
            values, kept = logits.topk(min(top_k, len(logits)))
            logits = torch.full_like(logits, -math.inf).scatter(0, kept, values)
        if temperature < 0.01:
            token = int(logits.argmax())
        else:
            probabilities = F.softmax(logits / temperature, dim=-1)
            token = int(torch.multinomial(probabilities, 1, generator=generator))
        out.append(token)
        if eos_id is not None and token == eos_id:
            break
    model.train(was_training)
    return out
