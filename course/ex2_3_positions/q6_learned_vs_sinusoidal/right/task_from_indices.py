"""
en: The answers by gathering with an index.
"""

def make_task(n, length, seed):
    generator = torch.Generator().manual_seed(seed)
    inputs = (torch.rand(n, length, generator=generator) * LETTERS).long().clamp(max=LETTERS - 1)
    where = (torch.arange(length) - 2) % length
    return inputs, inputs[:, where]
