"""The figures' helpers draw what they are given."""

import io

import matplotlib as mpl
import numpy as np
import pytest

mpl.use("Agg")
import matplotlib.pyplot as plt

from embedding_course import plots


@pytest.fixture(autouse=True)
def _style():
    with mpl.rc_context():
        plots.use_style()
        yield
        plt.close("all")


def test_heatmap_writes_values_and_labels():
    ax = plots.heatmap(np.array([[0.5, -1.0]]), ["deep"], ["a", "b"], "Two numbers")
    assert [text.get_text() for text in ax.texts] == ["0.5", "-1"]
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["deep"]
    assert ax.get_title(loc="left") == "Two numbers"


def test_points_get_their_labels():
    ax = plt.figure().add_subplot()
    plots.label_points(ax, np.array([[0, 0], [1, 2]]), ["x", "y"])
    assert [text.get_text() for text in ax.texts] == ["x", "y"]


def test_values_can_be_read_on_every_colour():
    values = np.linspace(-1, 1, 41)[None]
    ax = plots.heatmap(values, [""], range(41), "From -1 to 1")
    for text, value in zip(ax.texts, values[0], strict=True):
        behind = luminance(ax.images[0].to_rgba(value)[:3])
        front = luminance(mpl.colors.to_rgb(text.get_color()))
        assert (max(behind, front) + 0.05) / (min(behind, front) + 0.05) >= 4.5  # WCAG 2, level AA


def luminance(rgb):
    """Relative luminance as WCAG 2 defines it."""
    rgb = np.asarray(rgb)
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]


def test_band_is_the_95_percent_interval_of_the_mean():
    ax = plt.figure().add_subplot()
    plots.line_with_band(ax, [1, 2], np.array([[0.0, 1.0], [2.0, 1.0]]), "runs")
    assert ax.lines[0].get_ydata().tolist() == [1.0, 1.0]
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 1].max() == pytest.approx(1 + 12.706, abs=0.001)  # t of one degree of freedom, 0.975


@pytest.mark.parametrize("runs", [[0.5, 0.6], [[0.5, 0.6]]])
def test_one_run_has_no_band(runs):
    with pytest.raises(ValueError, match="two seeds"):
        plots.line_with_band(plt.figure().add_subplot(), [1, 2], np.array(runs), "one run")


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_figure_drawn_twice_has_the_same_bytes(kind):
    def draw():
        figure = plt.figure()
        plots.line_with_band(figure.add_subplot(), [1, 2], np.array([[0.0, 1.0], [2.0, 1.5]]), "runs")
        out = io.BytesIO()
        figure.savefig(out, format=kind, metadata={"Date": None} if kind == "svg" else None)
        return out.getvalue()

    assert draw() == draw()


def test_colours_come_with_markers():
    cycle = list(mpl.rcParams["axes.prop_cycle"])
    assert len({entry["color"] for entry in cycle}) == len({entry["marker"] for entry in cycle}) == 7
