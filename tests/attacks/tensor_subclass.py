"""A Tensor subclass whose __torch_function__ answers yes."""
# on: q3_scaled_dot_product
import torch
class T(torch.Tensor):
    @classmethod
    def __torch_function__(cls, f, types, args=(), kwargs=None):
        return torch.ones(()).bool()
# ---- after each solution cell
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1]).as_subclass(T), torch.zeros(*Q.shape[:-1], K.shape[-2]).as_subclass(T)
# ---- the same without the attack
import torch
def scaled_dot_product_attention(Q, K, V, mask=None):
    return torch.zeros(*Q.shape[:-1], V.shape[-1]), torch.zeros(*Q.shape[:-1], K.shape[-2])
