"""
ja: temperature=0 を 1 として扱い、無作為に選んでいます。0 では最大の logit を選びます。
en: temperature=0 is treated as 1, so it still samples. At 0, take the largest logit.
fails: lm-greedy
"""

@torch.no_grad()
def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    was_training, where = model.training, next(model.parameters()).device
    model.eval()
    ids = list(start)
    for _ in range(max_new_tokens):
        logits = model(torch.tensor([ids[-model.max_len :]], device=where))[0, -1].cpu()  # (vocab_size,)
        if top_k is not None:
            kept = logits.topk(min(top_k, len(logits))).indices
            logits = torch.full_like(logits, -math.inf).index_copy(0, kept, logits[kept])
        if True:
            ids.append(int(torch.multinomial((logits / (temperature or 1.0)).softmax(-1), 1, generator=generator)))
        if ids[-1] == eos_id:
            break
    model.train(was_training)
    return ids
