"""
ja: start を含まず、新しいトークンだけを返しています。
en: Only the new tokens are returned, without start.
fails: lm-greedy lm-sampling lm-eos
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
        if temperature == 0:
            ids.append(int(logits.argmax()))
        else:
            ids.append(int(torch.multinomial((logits / temperature).softmax(-1), 1, generator=generator)))
        if ids[-1] == eos_id:
            break
    model.train(was_training)
    return ids[len(start) :]
