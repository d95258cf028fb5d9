"""Functions that note how they were called and hand on: what an experiment does, not only what it returns.

A test gives the recorded function to the experiment in place of the real one.  The
notes are kept in a list of the test; they hold copies, so a later change does not show.
"""

import copy
import inspect


def recorded(function):
    """(function, calls): the same function, and a list with {argument: value} for each call, defaults included.

    A result is noted under "return".
    """
    signature = inspect.signature(function)
    calls = []

    def recording(*arguments, **named):
        bound = signature.bind(*arguments, **named)
        bound.apply_defaults()
        call = {name: noted(value) for name, value in bound.arguments.items()}
        calls.append(call)
        result = function(*arguments, **named)
        call["return"] = noted(result)
        return result

    return recording, calls


def noted(value):
    """A copy where one can be made; a model or a function stays what it is."""
    if hasattr(value, "detach"):
        return value.detach().clone()
    try:
        return value if callable(value) else copy.deepcopy(value)
    except Exception:  # a generator, an open file: it cannot be copied
        return value


def column(calls, name):
    """The values of one argument, call by call: which seeds, rows, steps."""
    return [call[name] for call in calls]


def in_turn(*results):
    """A function that takes any arguments and returns the results one after the other, then the last one again."""
    left = list(results)

    def scripted(*arguments, **named):
        return left.pop(0) if len(left) > 1 else left[0]

    return scripted


def arms(calls, *names):
    """{(values of the arguments `names`): number of calls}: whether each arm got the same treatment."""
    counted = {}
    for call in calls:
        key = tuple(call[name] for name in names)
        counted[key] = counted.get(key, 0) + 1
    return counted
