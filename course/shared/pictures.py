"""What a picture says, however it was drawn: its lines, maps and ticks, read from the Axes without drawing them.

Only attributes and calls are used, so that it works for Axes that live elsewhere.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes


def look(line):
    """What tells a line from the others, on the paper and in a legend."""
    return str(line.get_color()), str(line.get_linestyle()), str(line.get_marker())


def numbers(data):
    """A float array; what a mask hides is NaN."""
    return np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)


def axes_not_current(count=3):
    """(axes to draw into, the others): several Axes in a figure; the current one is the last of the others."""
    figure, axes = plt.subplots(1, count)
    plt.sca(axes[-1])
    return axes[-2], [*axes[:-2], axes[-1]]


def drawn_in(ax, *kinds):
    """Matplotlib's own lines, images or collections in its own Axes that can be seen.

    What only answers like one draws nothing.
    """
    if not isinstance(ax, Axes) or ax not in getattr(ax.figure, "axes", ()):
        return []
    shown = [one for kind in kinds for one in getattr(ax, kind) if isinstance(one, Artist)]
    return [one for one in shown if one.get_visible()]


def map_of(ax, size):
    """(an image or mesh of `size` cells, its columns' x, its rows' y, its values); None without one.

    x and y are the cells' centres in the Axes' coordinates; values[i, j] lies at (x[j], y[i]).
    """
    for image in drawn_in(ax, "images", "collections"):
        values = image.get_array()
        if not isinstance(values, np.ndarray) or values.ndim != 2 or values.size != size:
            continue
        rows, columns = np.shape(values)
        if hasattr(image, "get_extent"):
            left, right, bottom, top = image.get_extent()
            first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
            x, y = np.linspace(left, right, columns + 1), np.linspace(first, last, rows + 1)
        else:
            corners = np.asarray(image.get_coordinates(), dtype=float)
            down, along = (abs(corner[0] - corners[0, 0, 0]) for corner in (corners[-1, 0], corners[0, -1]))
            if down > along:  # x runs down the columns
                corners, values = corners.swapaxes(0, 1), np.transpose(values)
            x, y = corners[0, :, 0], corners[:, 0, 1]
        return image, (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2, numbers(values)


def tick_texts(ax, axis):
    """[(place, text), …] of the ticks of an axis that carry a text, minor ones too, from small to large places."""
    found = []
    for kind in ("major", "minor"):
        places = np.asarray(getattr(ax, f"get_{axis}ticks")(minor=kind == "minor"), dtype=float)
        if len(places):
            texts = getattr(getattr(ax, f"{axis}axis"), f"get_{kind}_formatter")().format_ticks(places)
            found += [(place, str(text)) for place, text in zip(places.tolist(), texts) if str(text)]
    return sorted(found)
