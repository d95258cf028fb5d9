"""What a picture says, as plain facts: however it was drawn.

`look` reads through attributes and calls alone, so it works for Axes that live elsewhere.
"""

import matplotlib.pyplot as plt
import numpy as np


def look(thing):
    """Facts of one Axes; of a Figure or of several Axes {"panels": [facts, …], "legend": …, "title": …}."""
    if hasattr(thing, "get_lines"):
        return panel(thing)
    axes = list(thing.get_axes()) if hasattr(thing, "get_axes") else list(np.ravel(np.array(thing, dtype=object)))
    legends = [texts for legend in getattr(thing, "legends", []) for texts in legend_texts(legend)]
    panels = [panel(ax) for ax in axes]
    title = thing.get_suptitle() if hasattr(thing, "get_suptitle") else ""
    return {"panels": panels, "legend": legends + [text for p in panels for text in p["legend"]], "title": title}


def panel(ax):
    """Title, labels, scales, limits, ticks, legend, texts, lines, bars, points, images and meshes of an Axes."""
    facts = {"title": ax.get_title(), "legend": legend_texts(ax.get_legend())}
    facts["texts"] = [text.get_text() for text in ax.texts]
    for axis in "xy":
        facts[f"{axis}label"] = getattr(ax, f"get_{axis}label")()
        facts[f"{axis}scale"] = getattr(ax, f"get_{axis}scale")()
        facts[f"{axis}lim"] = tuple(float(v) for v in getattr(ax, f"get_{axis}lim")())
        facts[f"{axis}ticks"] = [float(v) for v in getattr(ax, f"get_{axis}ticks")()]
        facts[f"{axis}ticklabels"] = [t.get_text() for t in getattr(ax, f"get_{axis}ticklabels")()]
    facts["lines"] = [
        {"label": str(line.get_label()), "x": numbers(line.get_xdata()), "y": numbers(line.get_ydata()),
         "style": str(line.get_linestyle()), "marker": str(line.get_marker())}
        for line in ax.get_lines()
    ]
    facts["bars"] = [
        {key: float(getattr(bar, f"get_{key}")()) for key in ("x", "width", "height")}
        for bar in ax.patches if hasattr(bar, "get_height")
    ]
    meshes = [c for c in ax.collections if c.get_array() is not None and np.ndim(c.get_array()) == 2]
    facts["images"] = [numbers(image.get_array()) for image in [*ax.get_images(), *meshes]]
    facts["points"] = [numbers(c.get_offsets()) for c in ax.collections if hasattr(c, "get_sizes")]
    return facts


def numbers(data):
    """A float array; what a mask hides is NaN."""
    return np.ma.filled(np.ma.asarray(data, dtype=float), np.nan)


def legend_texts(legend):
    """The entries of a legend; [] without one."""
    return [] if legend is None else [text.get_text() for text in legend.get_texts()]


def axes_not_current(count=3):
    """(axes to draw into, the others): several Axes in a figure; the current one is the last of the others."""
    figure, axes = plt.subplots(1, count)
    plt.sca(axes[-1])
    return axes[-2], [*axes[:-2], axes[-1]]


def map_of(ax, size):
    """(an image or mesh of `size` cells, its columns' x, its rows' y, its values); None without one.

    x and y are the cells' centres in the Axes' coordinates; values[i, j] lies at (x[j], y[i]).
    """
    for image in [*ax.get_images(), *ax.collections]:
        values = image.get_array()
        if values is None or np.ndim(values) != 2 or np.size(values) != size:
            continue
        rows, columns = np.shape(values)
        if hasattr(image, "get_extent"):
            left, right, bottom, top = image.get_extent()
            first, last = (top, bottom) if image.origin == "upper" else (bottom, top)
            x, y = np.linspace(left, right, columns + 1), np.linspace(first, last, rows + 1)
        else:
            corners = np.asarray(image.get_coordinates(), dtype=float)
            x, y = corners[0, :, 0], corners[:, 0, 1]
        return image, (x[1:] + x[:-1]) / 2, (y[1:] + y[:-1]) / 2, numbers(values)


def tick_texts(ax, axis):
    """[(place, text), …] of the ticks of an axis that carry a text, from small to large places."""
    places = np.asarray(getattr(ax, f"get_{axis}ticks")(), dtype=float)
    texts = map(str, getattr(ax, f"{axis}axis").get_major_formatter().format_ticks(places))
    return sorted((place, text) for place, text in zip(places.tolist(), texts) if text)


def blank(ax):
    """Whether nothing was drawn or written on an Axes."""
    facts = panel(ax)
    drawn = ("title", "legend", "texts", "xlabel", "ylabel", "lines", "bars", "images", "points")
    return not any(facts[key] for key in drawn)
