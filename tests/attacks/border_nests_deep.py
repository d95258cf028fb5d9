"""The judge's functions are called from student code that they call, as deep as it goes."""
# on: q3_scaled_dot_product
# ---- after each solution cell
def check_attention(attention):
    import torch
    def deep(n):
        try: attention(torch.ones(1, 1), torch.ones(1, 1), torch.ones(1, 1))
        except RecursionError: return
        check_attention(attention) if n < 60 else None
    deep(0)
    raise AssertionError
scaled_dot_product_attention = lambda Q, K, V, mask=None: check_attention(scaled_dot_product_attention)
# ---- the same without the attack
def check_attention(attention): raise AssertionError
