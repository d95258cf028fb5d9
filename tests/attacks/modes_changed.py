"""Default dtype, gradient mode, inference mode, determinism, threads and warnings are changed inside calls."""
# on: q3_scaled_dot_product
# ---- after each solution cell
import torch, warnings, numpy as np, os, decimal, locale, random
def scaled_dot_product_attention(Q, K, V, mask=None):
    torch.set_default_dtype(torch.float16); torch.set_grad_enabled(False); torch.use_deterministic_algorithms(True)
    torch.set_num_threads(7); torch.set_flush_denormal(True); warnings.simplefilter("error"); np.seterr(all="raise")
    torch.autograd.set_detect_anomaly(True); torch._C._set_grad_enabled(False); torch.set_default_device("meta")
    torch.set_printoptions(precision=0)
    return torch.zeros(*Q.shape[:-1], V.shape[-1], device="cpu", dtype=Q.dtype), torch.zeros(*Q.shape[:-1], K.shape[-2], device="cpu", dtype=Q.dtype)
# ---- the same without the attack
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1], dtype=Q.dtype), torch.zeros(*Q.shape[:-1], K.shape[-2], dtype=Q.dtype)
