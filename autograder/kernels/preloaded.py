"""What a forked kernel has imported ahead, out of sight until a notebook imports it.

The zygote imports PyTorch, matplotlib and more, so that nobody waits for them.  But after `import matplotlib` a new
process has no `matplotlib.pyplot`, and a notebook that forgot that import must fail here as it does elsewhere.  So
modules that were imported ahead are taken out of `sys.modules` and off their packages; whoever imports one gets it back,
and with it what it imports itself.

Not here: what importing changes in other modules, but for the colour maps that seaborn registers.
"""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from importlib.util import resolve_name
from itertools import islice
from types import ModuleType

_ahead: dict[str, ModuleType] = {}  # all that was imported ahead
_places: dict[str, tuple[ModuleType, str]] = {}  # a submodule that its package does not import itself: the package, and the attribute there
_imports: dict[str, set[str]] = {}  # what each module imports while it is imported
_colours: dict[str, object] = {}  # names of seaborn's colour maps -> the maps


class Loader:
    """Gives the module that is there already; on `sys.meta_path` it is the finder as well."""

    @classmethod
    def find_spec(cls, name: str, path=None, target=None) -> ModuleSpec | None:
        if name not in _ahead or target is not None:  # a target: reload() wants it to run again
            return None
        if "" in sys.path and (os.path.exists(f"{name}.py") or os.path.exists(f"{name}/__init__.py")):  # the notebook's own folder comes first
            return None
        known = vars(_ahead[name])
        spec = ModuleSpec(name, cls, origin=known.get("__file__"), is_package="__path__" in known)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations += known["__path__"]
        return spec

    @staticmethod
    def create_module(spec: ModuleSpec) -> None:
        """An empty one will do: `exec_module` puts the right one in its place."""

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        show(module.__spec__.name)


def show(*names: str) -> None:
    """Put modules back, with their packages and all that they import."""
    waiting, seen = list(names), "matplotlib.pyplot" in sys.modules
    while waiting:
        name = waiting.pop()
        if name not in _ahead or sys.modules.get(name) is _ahead[name]:
            continue
        sys.modules[name] = _ahead[name]
        if name in _places:
            setattr(*_places[name], _ahead[name])
        while name == "seaborn.cm" and _colours:
            _maps().register(_colours.popitem()[1])
        waiting += [name.rpartition(".")[0], *_imports.get(name, ())]
    pyplot = None if seen else sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.rcParams["backend"] != os.environ.get("MPLBACKEND"):  # `matplotlib.use` before the import
        pyplot.switch_backend(pyplot.rcParams["backend"])


def show_all() -> None:
    """As if everything were imported."""
    show(*_ahead)


def hide(visible: set[str]) -> None:
    """Take out of sight what has been imported, but for `visible` and this package."""
    if Loader not in sys.meta_path:
        sys.meta_path.insert(0, Loader)
    for name, module in list(sys.modules.items()):
        if name in visible or name.partition(".")[0] == "autograder" or not isinstance(module, ModuleType):
            continue
        _ahead[name] = module
        package, _, attribute = name.rpartition(".")
        holder = sys.modules.get(package) or _ahead.get(package)
        if holder is not None and vars(holder).get(attribute) is module and name not in _imports.get(package, ()):
            _places[name] = holder, attribute
    hide_again()


def hide_again() -> None:
    """Take out of sight what was shown since."""
    for name, module in _ahead.items():
        if sys.modules.get(name) is module:
            del sys.modules[name]
            if name in _places:
                vars(_places[name][0]).pop(_places[name][1], None)
    if "seaborn.cm" in _ahead:
        for name in vars(_ahead["seaborn.cm"]).keys() & set(_maps()):
            _colours[name] = _maps()[name]
            _maps().unregister(name)


def module(name: str) -> ModuleType | None:
    """A module that is loaded, in sight or not."""
    return sys.modules.get(name) or _ahead.get(name)


def _maps():
    return _ahead["matplotlib"].colormaps


@contextmanager
def noted() -> Iterator[None]:
    """Meanwhile it is noted which module imports which."""
    given = builtins.__import__

    def noting(name, globals=None, locals=None, fromlist=(), level=0):
        known = globals or {}
        full = resolve_name("." * level + name, known.get("__package__") or known["__name__"]) if level else name
        if package := full.rpartition(".")[0]:
            noting(package)
        before = len(sys.modules)
        result = given(name, globals, locals, fromlist, level)
        if len(sys.modules) > before:
            _imports.setdefault(full, set()).update(islice(sys.modules, before, None))
        if getattr(known.get("__spec__"), "_initializing", False):  # not what its functions import when they are called
            _imports.setdefault(known["__name__"], set()).update([full, *(f"{full}.{part}" for part in fromlist or ())])
        return result

    builtins.__import__ = noting
    try:
        yield
    finally:
        builtins.__import__ = given
