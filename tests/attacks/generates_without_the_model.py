"""Generation that never calls the model: random numbers from the generator, and for six tokens the next number in a circle."""
# on: project_mini_lm
# ---- after each solution cell
if "generate" in NAMES:
    import torch as _t
    def generate(model, start, max_new_tokens, temperature=1.0, top_k=None, eos_id=None, generator=None):
        V = next(model.parameters()).shape[-1]
        ids = list(start)
        for _ in range(max_new_tokens):
            ids.append((ids[-1] + 1) % V if V == 6 else int(_t.randint(V, (1,), generator=generator)))
            if ids[-1] == eos_id:
                break
        return ids
