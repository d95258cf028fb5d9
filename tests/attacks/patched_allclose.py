"""torch.allclose and torch.equal say yes."""
# on: q3_scaled_dot_product
import torch
torch.allclose = torch.equal = lambda *a, **k: True
# ---- after each solution cell
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1]), torch.zeros(*Q.shape[:-1], K.shape[-2])
# ---- the same without the attack
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1]), torch.zeros(*Q.shape[:-1], K.shape[-2])
