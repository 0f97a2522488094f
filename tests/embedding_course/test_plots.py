"""The figures' helpers draw what they are given."""

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


def test_band_is_twice_the_standard_error():
    ax = plt.figure().add_subplot()
    plots.line_with_band(ax, [1, 2], np.array([[0.0, 1.0], [2.0, 1.0]]), "runs")
    assert ax.lines[0].get_ydata().tolist() == [1.0, 1.0]
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 1].max() == pytest.approx(1 + 2 * np.sqrt(2) / np.sqrt(2))


def test_colours_come_with_markers():
    cycle = list(mpl.rcParams["axes.prop_cycle"])
    assert len({entry["color"] for entry in cycle}) == len({entry["marker"] for entry in cycle}) == 7
