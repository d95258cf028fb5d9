"""
ja: いつも、確率の合計が 0.98 になるまでのトークンだけから選んでいます。まれなトークンも出るはずです。
en: It always chooses among the tokens that make up 0.98 of the probability. Rare ones have to be possible, too.
fails: lm-sampling
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
            p, order = (logits / temperature).softmax(-1).sort(descending=True)
            p[p.cumsum(0) - p > 0.98] = 0
            ids.append(int(order[torch.multinomial(p, 1, generator=generator)]))
        if ids[-1] == eos_id:
            break
    model.train(was_training)
    return ids
