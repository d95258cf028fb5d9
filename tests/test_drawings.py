"""Pictures are settled before a test reads them: what stands over Matplotlib's methods goes, and an honest picture stays as it is."""

import matplotlib
import numpy as np
import pytest
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from autograder.judge import drawings


def pixels(figure):
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba()).copy()


def test_an_honest_picture_stays_as_it_is():
    figure = Figure(figsize=(9, 6))
    ((map_, lines, bars), (more, polar, deep)) = figure.subplots(2, 3)
    sns.heatmap(np.eye(4), annot=True, ax=map_)
    lines.plot([1, 2], label="a")
    lines.plot([2, 1], "o--", label="b")
    lines.legend(title="lines")
    lines.xaxis.set_major_formatter(FuncFormatter(lambda x, place: f"<{x}>"))
    lines.annotate("here", (0.5, 1.5), (0.1, 1.2), arrowprops={"arrowstyle": "->"})
    bars.bar(["x", "y"], [1, 3])
    bars.twinx().scatter([0, 1], [2, 1])
    more.contourf(np.arange(12.0).reshape(3, 4))
    more.set(yscale="log", ylim=(0.1, 3))
    more.inset_axes([0.5, 0.5, 0.4, 0.4]).imshow(np.eye(3))
    figure.colorbar(deep.pcolormesh(np.eye(3)))
    polar.remove()
    figure.add_subplot(2, 3, 5, projection="polar").plot([0, 1, 2])
    figure.add_axes([0.8, 0.8, 0.2, 0.2], projection="3d").plot([0, 1], [0, 1], [1, 0])
    figure.suptitle("many")
    before = pixels(figure)
    drawings.stale()
    drawings.settle(lines)
    assert np.array_equal(pixels(figure), before)
    figure.axes[-3].remove()  # the colour bar takes its own methods off its Axes


def test_what_lies_over_a_method_goes():
    class Lying(Line2D):
        def get_ydata(self, orig=True):
            return [9]

    figure = Figure()
    ax = figure.subplots()
    (line,) = ax.plot([1, 2])
    line.__class__ = Lying
    ax.get_title = lambda: "a title"
    Axes.get_xlabel, Axes.lines = lambda self: "a label", []
    type(ax.yaxis).get_major_formatter = lambda self: None
    drawings.stale()
    drawings.settle(figure)
    assert list(ax.lines[0].get_ydata()) == [1, 2]
    assert ax.get_title() == ax.get_xlabel() == "" and ax.yaxis.get_major_formatter() is not None


@pytest.mark.parametrize("attribute", ["_children", "_left_title"])
def test_what_is_no_artist_is_no_part_of_a_picture(attribute):
    ax = Figure().subplots()
    setattr(ax, attribute, [object()] if attribute == "_children" else object())
    with pytest.raises(TypeError, match="no artist of Matplotlib"):
        drawings.settle(ax)


def test_a_formatter_of_one_s_own_is_drawn_with():
    class Words(matplotlib.ticker.Formatter):
        def __call__(self, x, pos=None):
            return "word"

    ax = Figure().subplots()
    ax.xaxis.set_major_formatter(Words())
    drawings.settle(ax)
    assert ax.xaxis.get_major_formatter().format_ticks([0.0]) == ["word"]
