"""The room for tests that run apart from the student's code.

    plan, step           what the judge must know of a notebook, read from the author's
    run, side            the two kernels, cell by cell (in the process that grades: nothing here imports PyTorch)
    kernel               what runs inside them; peer, serve, errors, graph, objects, proxies, modules, figures, changes, results, exchange, randomness: the border
    wire, room           whole messages; the memory through which large tensors go
    codec                what may stand in a message, and its limits; encode, decode: values as messages and back
    watch, canary        who bends the tests is seen
    digest               what a call returned, as a short text for the diagnosis

The names below are known on both sides of a kernel's start.
"""

import json

BORDER = "AUTOGRADER_BORDER"  # the environment variable with a kernel's descriptors of the border: its socket, and memory that both ends see
ENDED = "the other process has ended"
NO_ANSWER = "no answer"  # how the error begins that a call ends with when its time is up


def packed(value) -> str:
    """Plain data as digits, which a kernel shows as they are."""
    return json.dumps(value).encode().hex()


def unpacked(shown: str):
    """What `packed` made, from the text that a kernel shows for it; a ValueError or RecursionError for anything else.

    Not with Python's own parser: in CPython 3.11 that fails with a SystemError when a finalizer that prints a traceback,
    as asyncio's do, comes in between.

    >>> unpacked(repr(packed(["点", 1.5])))
    ['点', 1.5]
    """
    return json.loads(bytes.fromhex(shown.strip("'")))
