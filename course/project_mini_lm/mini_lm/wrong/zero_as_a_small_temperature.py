"""
ja: 温度 0 を小さな温度に置き換えて乱数で選ぶので、最大に近い logit も選ばれます。
en: Temperature 0 becomes a small one and tokens are drawn all the same, so a logit close to the largest is chosen, too.
fails: lm-greedy
"""

@torch.no_grad()
def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
    was_training = model.training
    model.eval()
    ids, temperature = list(start), max(temperature, 1e-5)
    for _ in range(max_new_tokens):
        logits = model(torch.tensor([ids[-model.max_len :]]))[0, -1]
        if top_k is not None:
            kept = logits.topk(min(top_k, len(logits)))
            logits = torch.full_like(logits, -math.inf).scatter(0, kept.indices, kept.values)
        ids.append(torch.multinomial((logits / temperature).softmax(-1), 1, generator=generator).item())
        if ids[-1] == eos_id:
            break
    model.train(was_training)
    return ids
