"""
ja: 列を 0 で max_len まで埋めてモデルに渡しています。モデルが受け取るのは (1, T) の列です。
en: The sequence is padded with 0 up to max_len; the model is given ids of shape (1, T).
fails: lm-greedy
"""

@torch.no_grad()
def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    was_training = model.training
    model.eval()
    out = list(start)
    for _ in range(max_new_tokens):
        seen = out[-model.max_len :]
        ids = torch.zeros(1, model.max_len, dtype=torch.long, device=device)
        ids[0, : len(seen)] = torch.tensor(seen, device=device)
        logits = model(ids)[0, len(seen) - 1].cpu()
        if top_k is not None:
            values, kept = logits.topk(min(top_k, len(logits)))
            logits = torch.full_like(logits, -math.inf).scatter(0, kept, values)
        if temperature == 0:
            token = int(logits.argmax())
        else:
            probabilities = F.softmax(logits / temperature, dim=-1)
            token = int(torch.multinomial(probabilities, 1, generator=generator))
        out.append(token)
        if eos_id is not None and token == eos_id:
            break
    model.train(was_training)
    return out
