"""Whether weights come from products of queries and keys: other functions have some of attention's properties, too.

It holds whatever divides the logits and along whichever axis the softmax runs: those have checks of their own.
"""

import torch


def from_products(weights, signed, doubled):
    """weights (..., T_q, T_k); the same with the signs of some features changed in queries and keys alike;
    with queries twice as large.

    Dot products do not see the signs.  Logits that are linear in the queries, and not a product of one
    number each, will do, too.
    """
    one, two = (torch.log(w.detach().double().abs().clamp_min(1e-300)) for w in (weights, doubled))
    for axis in (-1, -2):  # whatever a softmax subtracts
        one, two = one - one.mean(axis, keepdim=True), two - two.mean(axis, keepdim=True)
    size = 0.01 * one.abs().max()
    linear = (two - 2 * one).abs().max() < size < torch.linalg.svdvals(one.nan_to_num())[..., 1].max()
    return bool(linear) or torch.allclose(signed, weights, rtol=0, atol=1e-5)
