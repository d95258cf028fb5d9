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
_ready: dict[str, dict[str, ModuleType]] = {}  # `_reached` of what notebooks import: to walk there copies memory in each kernel
_shown: list[dict[str, ModuleType]] = []  # what was put back since it was last hidden


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


def show(name: str) -> None:
    """Put a module back, with its packages and all that they import."""
    sys.modules.pop(name, None)  # the empty one that Python's import makes
    _put(_ready.get(name) or _reached(name))


def _put(found: dict[str, ModuleType]) -> None:
    seen = "matplotlib.pyplot" in sys.modules
    known = {name: sys.modules[name] for name in found.keys() & sys.modules.keys()}  # also what a notebook has put there
    sys.modules.update(found)
    sys.modules.update(known)
    _shown.append(found)
    for part in found.keys() & _places.keys() - known.keys():
        setattr(*_places[part], found[part])
    while "seaborn.cm" in found and _colours:
        _maps().register(_colours.popitem()[1])
    pyplot = None if seen else sys.modules.get("matplotlib.pyplot")
    if pyplot and pyplot.rcParams["backend"] != os.environ.get("MPLBACKEND"):  # `matplotlib.use` before the import
        pyplot.switch_backend(pyplot.rcParams["backend"])


def _reached(name: str) -> dict[str, ModuleType]:
    """A module, its packages and all that they import, of what was imported ahead."""
    found, waiting = {}, [name]
    while waiting:
        name = waiting.pop()
        if name in _ahead and name not in found:
            found[name] = _ahead[name]
            waiting += [name.rpartition(".")[0], *_imports.get(name, ())]
    return found


def show_all() -> None:
    """As if everything were imported."""
    _put(_ahead)


def hide(visible: set[str], ready: tuple[str, ...] = ()) -> None:
    """Take out of sight what has been imported, but for `visible` and this package; `ready`: what shall be quickly shown."""
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
    _shown.append(_ahead)
    hide_again()
    _ready.update({name: _reached(name) for name in ready if name in _ahead})


def hide_again() -> None:
    """Take out of sight what was shown since."""
    for found in _shown:
        for name, module in found.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
                if name in _places:
                    vars(_places[name][0]).pop(_places[name][1], None)
        if "seaborn.cm" in found:
            for name in vars(found["seaborn.cm"]).keys() & set(_maps()):
                _colours[name] = _maps()[name]
                _maps().unregister(name)
    _shown.clear()


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
