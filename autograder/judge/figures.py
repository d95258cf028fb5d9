"""An Axes or Figure that a test made and hands to student code.

The student's process draws into a twin of the same size and layout; from then on the test's
object answers with what the twin holds.  The live object never leaves the judge.
"""

from __future__ import annotations

import weakref

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from autograder.judge.proxies import attribute


class _Twin:
    def __getattribute__(self, name):
        if name.startswith("_"):
            return object.__getattribute__(self, name)
        return attribute(self, name)

    def __repr__(self):
        return "<drawn by the other process>"


class TwinAxes(_Twin, Axes):
    """An Axes whose content is in the other process."""


class TwinFigure(_Twin, Figure):
    """A Figure whose content is in the other process."""


def twin(peer, obj) -> None:
    """Make `obj` and its whole figure answer from the other process."""
    if isinstance(obj, _Twin):
        return
    import matplotlib.pyplot as plt

    figure = obj if isinstance(obj, Figure) else getattr(obj, "figure", None)
    if type(figure) is not Figure or not isinstance(obj, (Axes, Figure)):
        raise TypeError(f"a {type(obj).__name__} cannot be handed to a student's code")
    axes = [ax for ax in figure.axes if type(ax) is Axes]
    numbers = peer.ask("twin", [float(v) for v in figure.get_size_inches()], [[float(v) for v in ax.get_position().bounds] for ax in axes])
    plt.close(figure)  # pyplot would draw it at the end of the cell
    for shown, kind, number in zip([figure, *axes], [TwinFigure, *[TwinAxes] * len(axes)], numbers):
        shown.__dict__.update(_peer=peer, _number=number)
        shown.__class__ = kind
        peer.objects.theirs[number] = weakref.ref(shown)  # what comes back is the test's own object
