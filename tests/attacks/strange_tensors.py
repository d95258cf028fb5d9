"""Tensors without values: meta, sparse, quantised, of size 0, with strides that overlap."""
# on: q3_scaled_dot_product

# ---- after each solution cell
import itertools, torch
_kinds = itertools.cycle([lambda: torch.empty(2, 3, device="meta"), lambda: torch.eye(3).to_sparse(), lambda: torch.quantize_per_tensor(torch.ones(2, 3), 0.1, 0, torch.qint8),
                          lambda: torch.empty(0, 3), lambda: torch.ones(1).expand(2, 3), lambda: torch.as_strided(torch.ones(5), (3, 3), (1, 1)), lambda: torch.ones(3)[::2],
                          lambda: torch.nested.nested_tensor([torch.ones(2), torch.ones(3)]), lambda: torch.ones(2, 3).to(torch.float8_e4m3fn)])
for _name in NAMES:
    globals()[_name] = lambda *a, **k: (next(_kinds)(), next(_kinds)())
