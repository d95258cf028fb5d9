"""
ja: generator がないとき、呼ぶたびに同じ種の乱数を作るので、いつも同じ文章になります。
en: Without a generator it makes one of the same seed at each call, so the text is always the same.
fails: lm-state
"""

@torch.no_grad()
def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    was_training = model.training
    model.eval()
    out = list(start)
    if generator is None:
        generator = torch.Generator().manual_seed(torch.initial_seed() % 2**63)
    for _ in range(max_new_tokens):
        logits = model(torch.tensor([out[-model.max_len :]], device=device))[0, -1].cpu()
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
