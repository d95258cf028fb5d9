"""Hooks and patches in a student's kernel, looked for so that a person can look at the submission.

    remember(shell)      before the first line of a student
    changed() -> list    what is no longer what it was, in words; told() packs it for the way out

Runs in the student's kernel, where anybody may make it say nothing: no score rests on it.  A name that a
student's notebook defines for itself changes nothing here; a name exchanged in somebody else's module does.
"""

from __future__ import annotations

import os
import sys
import types

from autograder.judge import packed
from autograder.kernels import preloaded

MODULES = ("builtins", "math", "cmath", "random", "operator", "statistics", "inspect", "copy", "json", "time", "sys", "unittest.case", "numpy", "numpy.linalg",
           "numpy.testing", "numpy.random", "torch", "torch.nn.functional", "torch.testing", "torch.autograd", "torch.autograd.gradcheck", "torch.linalg",
           "torch.func", "torch.nn.init", "torch.nn.utils", "scipy.special", "scipy.spatial.distance", "pandas.testing")
CLASSES = ("torch.Tensor", "torch.nn.Module", "torch.nn.Parameter", "torch.nn.Linear", "torch.nn.Embedding", "torch.optim.AdamW", "torch.optim.SGD",
           "unittest.case.TestCase", "collections.Counter", "fractions.Fraction")
FREE = {"builtins.input", "builtins.get_ipython", "builtins.display", "sys.displayhook", "sys.excepthook",  # a kernel exchanges these itself,
        "torch.Storage"}  # and `torch.set_default_dtype` this
HONEST = ("IPython", "ipykernel", "matplotlib_inline", "matplotlib", "autograder", "torch", "numpy", "zmq", "traitlets")
CALLABLE = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, type, types.MethodDescriptorType, types.WrapperDescriptorType,
            types.GetSetDescriptorType, staticmethod, classmethod, property)

_before: dict = {}


def remember(shell) -> None:
    """Note what there is."""
    _before.update(shell=shell, names=_names(), hooks=_hooks(shell), over=set(_overridden(shell)))


def changed() -> list[str]:
    """What is not what it was."""
    if not _before:
        return []
    now, shell = _names(), _before["shell"]
    found = [f"{name} was exchanged" for name, obj in _before["names"].items() if name not in FREE and now.get(name) is not obj and not _its_own(name, now.get(name))]
    hooks = _hooks(shell)
    found += [f"{name}: {more}" for name, those in hooks.items() for more in sorted(set(those) - set(_before["hooks"][name]))]
    found += [f"{name}: {less} was removed" for name, those in _before["hooks"].items() for less in sorted(set(those) - set(hooks[name]))]
    found += [f"{name} was exchanged" for name in _overridden(shell) if name not in _before["over"]]
    found += [f"{name} was exchanged" for name in getattr(sys.modules.get("autograder.judge.drawings"), "exchanged", ())]  # and was put back
    return [line[:150] for line in found[:5]]


def told() -> str:
    """`changed` for the process that grades."""
    return packed(changed())


def _its_own(name: str, new) -> bool:
    """Whether a library put it there itself under the same name, as PyTorch wraps `AdamW.step` at the first optimizer."""
    code = getattr(new, "__code__", None)
    home = os.path.dirname(getattr(preloaded.module(name.partition(".")[0]), "__file__", None) or "")
    return code is not None and bool(home) and code.co_filename.startswith(home + os.sep) and getattr(new, "__name__", "") == name.rpartition(".")[2]


def _names() -> dict[str, object]:
    """{full name: object} of the public functions and classes of MODULES, and of all that CLASSES define."""
    found = {}
    for module in MODULES:
        for name, obj in list(vars(preloaded.module(module)).items()) if preloaded.module(module) else ():
            if callable(obj) and (not name.startswith("_") or name in ("__import__", "__build_class__")):
                found[f"{module}.{name}"] = obj
    for full in CLASSES:
        module, _, name = full.rpartition(".")
        kind = getattr(preloaded.module(module), name, None)
        if isinstance(kind, type):
            found |= {f"{full}.{key}": obj for key, obj in list(vars(kind).items()) if isinstance(obj, CALLABLE)}
            inherited = {key for base in kind.__mro__[1:] for key in vars(base)} - vars(kind).keys()
            found |= {f"{full}.{key}": None for key in inherited}  # one that appears in the class itself is exchanged
    return found


def _hooks(shell) -> dict[str, list[str]]:
    """What IPython and Python call on the way of a cell."""
    manager = shell.input_transformer_manager
    lists = {
        "input transformer": [*shell.input_transformers_post, *shell.input_transformers_cleanup, *manager.cleanup_transforms, *manager.line_transforms, *manager.token_transformers],
        "AST transformer": shell.ast_transformers,
        "callback around cells": [f for those in shell.events.callbacks.values() for f in those],
        "import hook": [*sys.meta_path, *sys.path_hooks],
    }
    found = {name: [_called(obj) for obj in those if _of_a_notebook(obj)] for name, those in lists.items()}
    found["handler of exceptions"] = [str(shell.custom_exceptions)] if shell.custom_exceptions else []
    found["display hook"] = [_called(type(shell.displayhook)), _called(type(shell.display_pub))]
    found["trace function"] = [_called(f) for f in (sys.gettrace(), sys.getprofile()) if f is not None and _of_a_notebook(f)]
    return found


def _overridden(shell) -> list[str]:
    """Methods of the shell and the kernel that their classes or instances define anew."""
    found = []
    for obj in (shell, getattr(shell, "kernel", None), shell.displayhook, shell.display_pub):
        if obj is None:
            continue
        found += [f"{type(obj).__name__}.{name}" for name, value in list(vars(obj).items()) if isinstance(value, (types.FunctionType, types.MethodType))
                  and _of_a_notebook(value)]
        found += [f"{kind.__name__}.{name}" for kind in type(obj).__mro__ for name, value in list(vars(kind).items())
                  if isinstance(value, types.FunctionType) and _of_a_notebook(value)]
    return found


def _of_a_notebook(obj) -> bool:
    module = getattr(obj, "__module__", None) or type(obj).__module__
    return module == "__main__" or not str(module).startswith((*HONEST, *sys.stdlib_module_names))


def _called(obj) -> str:
    return str(getattr(obj, "__qualname__", None) or type(obj).__qualname__)
