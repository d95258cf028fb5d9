"""What the hidden tests of attention share: whether weights come from products of queries and keys.

Other functions have some of attention's properties, too.

It holds whatever divides the logits and along whichever axis the softmax runs: those have checks of their own.
"""

import torch

_own = torch.Generator().manual_seed(1847)


def unforeseen(x):
    """Normal numbers in the shape of x, from a generator of the test's own.

    A student's code may see the state of the common one, and so what a test draws from it next.
    """
    return torch.randn(x.shape, dtype=x.dtype, generator=_own)


def rotation(d):
    """An orthogonal matrix (d, d)."""
    return torch.linalg.qr(torch.randn(d, d))[0]


def from_products(weights, rotated, turned, doubled):
    """weights (..., T_q, T_k); the same with all queries and keys rotated alike; with the first word's
    query and key turned around; with queries twice as large.

    Dot products do not see the first change, and do see the second: lengths see neither.  Logits that are
    linear in the queries, and not a product of one number each, will do, too.
    """
    one, two = (torch.log(w.detach().double().abs().clamp_min(1e-300)) for w in (weights, doubled))
    for axis in (-1, -2):  # whatever a softmax subtracts
        one, two = one - one.mean(axis, keepdim=True), two - two.mean(axis, keepdim=True)
    size = 0.01 * one.abs().max()
    linear = (two - 2 * one).abs().max() < size < torch.linalg.svdvals(one.nan_to_num())[..., 1].max()
    same = [torch.allclose(other, weights, rtol=0, atol=1e-4) for other in (rotated, turned)]
    return (bool(linear) or same[0]) and not same[1]
