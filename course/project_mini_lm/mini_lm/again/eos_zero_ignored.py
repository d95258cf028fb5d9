"""
en: 'eos_id or -1' turns the id 0 into none.
"""

def generate(model, start: list[int], max_new_tokens: int, temperature: float = 1.0, top_k: int | None = None,
             eos_id: int | None = None, generator: torch.Generator | None = None) -> list[int]:
    mode = model.training
    model.eval()
    written, place = [*start], next(model.parameters()).device
    stop = eos_id or -1
    with torch.no_grad():
        while len(written) - len(start) < max_new_tokens:
            window = torch.tensor(written[-model.max_len :], device=place).unsqueeze(0)
            scores = model(window)[0, -1].cpu()
            if temperature == 0:
                choice = scores.argmax().item()
            else:
                values, tokens = scores.topk(len(scores) if top_k is None else min(top_k, len(scores)))
                share = torch.softmax(values / temperature, dim=0)
                choice = tokens[torch.multinomial(share, 1, generator=generator)].item()
            written.append(choice)
            if choice == stop:
                break
    model.train(mode)
    return written
