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


def pair(results):
    """(output, weights), read once and now.

    An object can answer anew each time that it is asked, and an empty tuple agrees with everything.
    """
    output, weights = results
    return output, weights


def coordinates(d):
    """Two matrices (d, d), A and B: x A and y B have the product of x and y, and other lengths."""
    U, V = (torch.linalg.qr(torch.randn(d, d))[0] for _ in range(2))
    stretch = 2 ** torch.linspace(-1, 1, d)
    return U * stretch @ V, U / stretch @ V


def from_products(weights, rewritten, turned, other, plus, minus):
    """weights (..., T_q, T_k) from W: parameters, or queries and keys; the same with all that is multiplied written
    in other coordinates; with the first word's query and key turned around; from U, from W + U and from W - U.

    A function of the products alone does not see other coordinates, whatever it makes of them, and every other
    function of queries and keys may (GL(d) has no other invariants); products see a word that is turned around.
    Logits that are a quadratic form, and not a product of one number each, will do, too: other products.
    """
    logits = [torch.log(w.detach().double().abs().clamp_min(1e-300)) for w in (weights, other, plus, minus)]
    for axis in (-1, -2):  # whatever a softmax subtracts
        logits = [x - x.mean(axis, keepdim=True) for x in logits]
    one, two, three, four = logits
    wrong = (three + four - 2 * (one + two)).abs().max() / three.abs().max()
    rank = torch.linalg.svdvals(one.nan_to_num())[..., 1].max() / one.abs().max() if min(one.shape[-2:]) > 1 else 0
    same = [torch.allclose(others, weights, rtol=0, atol=1e-4) for others in (rewritten, turned)]
    return (wrong < 0.01 < rank or same[0]) and not same[1]
