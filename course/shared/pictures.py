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


def axes_not_current():
    """(axes to draw into, the others): several Axes in a figure; the current one is among the others."""
    figure, axes = plt.subplots(1, 3)
    plt.sca(axes[2])
    return axes[1], [axes[0], axes[2]]


def blank(ax):
    """Whether nothing was drawn or written on an Axes."""
    facts = panel(ax)
    drawn = ("title", "legend", "texts", "xlabel", "ylabel", "lines", "bars", "images", "points")
    return not any(facts[key] for key in drawn)
