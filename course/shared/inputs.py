"""Seeded inputs for tests: many cases, the same ones in each run.

Each generator yields what a text allows, so that a test holds nothing still by accident.
It needs torch, random and itertools alone, and stands by itself when it is pasted.
"""

import copy
import itertools
import random

import torch

# What rounding may do to results of order 1: thousands of roundings in float64, eighty in
# float32, eight in the halves, whose sums are kept in float32 inside.
TOLERANCE = {torch.float64: 1e-12, torch.float32: 1e-5, torch.float16: 8 * 2**-10, torch.bfloat16: 8 * 2**-7}
INTEGERS = (torch.uint8, torch.int8, torch.int16, torch.int32, torch.int64)
LEADS = ((), (1,), (2,), (2, 3), (3, 1, 2))  # leading dimensions


def sizes(n, seed=0, least=1, most=9, large=70, count=6):
    """Tuples of n sizes: all different, all equal, each one least, 1 and large in turn, and random ones."""
    rng = random.Random(seed)
    yield tuple(rng.sample(range(max(2, least), max(2, least) + n + 6), n))
    yield (max(3, least),) * n
    yield (max(1, least),) * n
    for place in range(n):
        for odd in {least, 1, large} - set(range(least)):
            case = rng.sample(range(max(2, least), max(2, least) + n + 3), n)
            case[place] = odd
            yield tuple(case)
    for _ in range(count):
        yield tuple(rng.randint(least, most) for _ in range(n))


def layouts(x):
    """(name, tensor): the values of x laid out in memory in each way; those of "expanded" are repeated."""
    yield "contiguous", x.contiguous()
    if x.dim():
        yield "transposed", x.transpose(0, -1).contiguous().transpose(0, -1)
        spread = torch.zeros(*x.shape[:-1], 2 * x.shape[-1] + 1, dtype=x.dtype)
        spread[..., 1::2] = x
        yield "with an offset and gaps", spread[..., 1::2]
        yield "expanded", x[:1].expand(x.shape)


def masks(lead, T_q, T_k, seed=0, empty=True):
    """(name, boolean mask) for each shape that broadcasts to (*lead, T_q, T_k).  empty: a row may see nothing."""
    generator = torch.Generator().manual_seed(seed)
    ones = tuple(1 for _ in lead)
    shapes = [(T_q, T_k), (1, T_k), (T_q, 1), (1, 1), (*lead, T_q, T_k), (*lead, 1, T_k), (*ones, T_q, T_k)]
    for shape in dict.fromkeys([*shapes, (*lead, T_q, 1)]):
        mask = torch.rand(shape, generator=generator) < 0.5
        if not empty:
            mask[..., -1] |= ~mask.any(-1)
        yield f"mask of shape {shape}", mask
    yield "mask that allows all", torch.ones(T_q, T_k, dtype=torch.bool)
    yield "mask with one key a row", torch.arange(T_k) == torch.randint(T_k, (T_q, 1), generator=generator)
    if empty:
        yield "mask that allows nothing", torch.zeros(T_q, T_k, dtype=torch.bool)


def values(*shape, seed=0, dtype=torch.float64):
    """(name, tensor): numbers of order 1, far apart, negative, zero, repeated, tiny, with one outlier."""
    x = torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    kinds = {"of order 1": x, "far apart": x * 100, "negative": -x.abs() - 1, "zero": x * 0}
    kinds |= {"repeated": x.round(), "tiny": x * 1e-6}
    outlier = x.clone()
    if x.numel():
        outlier.view(-1)[x.numel() // 2] = 30.0
    for name, tensor in {**kinds, "with an outlier": outlier}.items():
        yield name, tensor.to(dtype)


def words(seed=0, count=6):
    """(name, list of words): one, repeated ones, ties, other scripts, both cases, random ones."""
    rng = random.Random(seed)
    yield "one word", ["low"]
    yield "one letter", ["a", "a", "b"]
    yield "repeated words", ["low", "lower", "low", "low", "newest"]
    yield "ties", ["ab", "cd", "ba", "dc", "ab", "cd"]
    yield "runs of a letter", ["aaa", "aaaa", "baaaab", "aabaa"]
    yield "scripts and case", ["Low", "low", "LOW", "東京", "東京都", "naïve", "Straße", "Ёлка", "👍🏽", "e\u0301"]
    for n in range(count):
        letters = "abc" if n % 2 else "aBé東"
        corpus = ["".join(rng.choices(letters, k=rng.randint(1, 7))) for _ in range(rng.randint(1, 12))]
        yield f"random words {n}", corpus


def cases(*generators, most=200, seed=0):
    """All combinations of the generators' cases, or `most` of them drawn at random."""
    found = list(itertools.product(*map(list, generators)))
    yield from found if len(found) <= most else random.Random(seed).sample(found, most)


def fresh(*arguments):
    """Copies that share no memory with the arguments; tensors keep their layout and requires_grad."""
    def one(x):
        if isinstance(x, torch.Tensor):
            return x.detach().clone(memory_format=torch.preserve_format).requires_grad_(x.requires_grad)
        if isinstance(x, (list, tuple)) and type(x) in (list, tuple):
            return type(x)(map(one, x))
        if isinstance(x, dict):
            return {key: one(value) for key, value in x.items()}
        return copy.deepcopy(x)

    return tuple(map(one, arguments))


def unchanged(*arguments):
    """Remembers the arguments; the function that it returns gives the places (0, 1, …) of the changed ones."""
    before = fresh(*arguments)

    def changed():
        return [n for n, (now, then) in enumerate(zip(arguments, before)) if not same(now, then)]

    return changed


def same(a, b):
    """Equal in type, size, values (NaN equals NaN), order and requires_grad, all the way down."""
    if isinstance(a, torch.Tensor) and isinstance(b, torch.Tensor):
        equal = a.shape == b.shape and a.dtype == b.dtype and a.requires_grad == b.requires_grad
        return equal and bool(((a == b) | ((a != a) & (b != b))).all())
    if isinstance(a, (list, tuple)) and type(a) is type(b):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(same(a[key], b[key]) for key in a)
    if hasattr(a, "dtype") and hasattr(b, "dtype"):  # numpy
        return type(a) is type(b) and a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    return type(a) is type(b) and (a == b or (a != a and b != b))
