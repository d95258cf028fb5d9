"""All layers of one size share a single set of weights: each crosses the border as a layer of its own, so a test that writes into one finds the others as they were."""
# on: q4_self_attention
# ---- after each solution cell
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    _shared = {}
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            for name, sizes in {"W_q": (d_model, d_k), "W_k": (d_model, d_k), "W_v": (d_model, d_k), "W_o": (d_k, d_model)}.items():
                layer = _nn.Linear(*sizes, bias=False)
                layer.weight = _shared.setdefault((name, *sizes), layer.weight)
                setattr(self, name, layer)
# ---- the same without the attack
if "SelfAttention" in NAMES:
    from torch import nn as _nn
    class SelfAttention(_nn.Module):
        def __init__(self, d_model, d_k=None):
            super().__init__()
            d_k = d_k or d_model
            self.W_q, self.W_k, self.W_v = (_nn.Linear(d_model, d_k, bias=False) for _ in range(3))
            self.W_o = _nn.Linear(d_k, d_model, bias=False)
            self.W_k.weight = self.W_q.weight
