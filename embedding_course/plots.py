"""The one style of the course's figures: colours that the colour-blind can tell apart, on a light card.

Figures keep a light background on dark pages too: a picture is drawn once, and a white card is readable on both.
"""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
from cycler import cycler
from matplotlib.axes import Axes

# Okabe and Ito, Color Universal Design (2008); the order keeps neighbours far apart
COLORS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")


def use_style() -> None:
    """Set Matplotlib's defaults for every figure that follows; colours come with markers, never alone."""
    mpl.rcParams.update(
        {
            "figure.figsize": (7, 4),
            "figure.dpi": 110,
            "figure.facecolor": "#ffffff",
            "figure.constrained_layout.use": True,
            "axes.prop_cycle": cycler(color=COLORS, marker=MARKERS),
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": "medium",
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.grid": True,
            "axes.axisbelow": True,
            "grid.color": "#dddddd",
            "lines.markersize": 5,
            "legend.frameon": False,
            "svg.hashsalt": "embedding-layer",
        }
    )


def heatmap(
    matrix: np.ndarray,
    row_labels: Sequence[object],
    column_labels: Sequence[object],
    title: str,
    ax: Axes | None = None,
) -> Axes:
    """Draw a matrix of shape (rows, columns) with its values written into the cells."""
    matrix = np.asarray(matrix, dtype=float)
    ax = ax or plt.gca()
    bound = float(np.abs(matrix).max()) or 1.0
    image = ax.imshow(matrix, cmap="PuOr", vmin=-bound, vmax=bound, aspect="auto")
    for (row, column), value in np.ndenumerate(matrix):
        luminance = np.dot(np.power(image.to_rgba(value)[:3], 2.2), [0.2126, 0.7152, 0.0722])
        color = "white" if luminance < 0.18 else "black"  # whichever stands out more, at least 4.5 to 1
        ax.text(column, row, f"{value:.2g}", ha="center", va="center", color=color, fontsize="small")
    ax.set_xticks(range(matrix.shape[1]), [str(label) for label in column_labels])
    ax.set_yticks(range(matrix.shape[0]), [str(label) for label in row_labels])
    ax.grid(visible=False)
    ax.set_title(title)
    return ax


def label_points(ax: Axes, points: np.ndarray, labels: Sequence[str]) -> None:
    """Write a label beside each point of an array of shape (N, 2)."""
    for (x, y), label in zip(points, labels, strict=True):
        ax.annotate(label, (x, y), xytext=(4, 3), textcoords="offset points", fontsize="small")


def line_with_band(ax: Axes, x: Sequence[float], runs: np.ndarray, label: str) -> None:
    """Draw the mean over runs of shape (seeds, points), and its 95 % interval by Student's t as a band.

    raises: ValueError for fewer than two runs, which say nothing about the spread
    """
    from scipy import stats  # here, because it takes longer to load than all of Matplotlib

    runs = np.asarray(runs, dtype=float)
    if runs.ndim != 2 or len(runs) < 2:
        raise ValueError(f"runs of shape {runs.shape}: a band needs shape (seeds, points) with two seeds or more")
    mean = runs.mean(axis=0)
    error = stats.t.ppf(0.975, len(runs) - 1) * stats.sem(runs, axis=0)
    (line,) = ax.plot(x, mean, label=label)
    ax.fill_between(x, mean - error, mean + error, color=line.get_color(), alpha=0.2, linewidth=0)
