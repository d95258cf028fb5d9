"""
ja: マスクは定数なので、torch.inference_mode の中で作ります。
en: The mask is a constant, so it is made under torch.inference_mode.
"""


@torch.inference_mode()
def causal_mask(seq_len: int) -> torch.Tensor:
    position = torch.arange(seq_len)
    return position.unsqueeze(0) <= position.unsqueeze(1)
