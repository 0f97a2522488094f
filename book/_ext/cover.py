"""The ``cover`` directive: the course in one picture, computed from the numbers of chapter 3 and drawn as SVG.

Colours come from the style sheet, so the picture follows light and dark. Run this file to write the icon of the site.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

WORDS = ["deep", "learning", "is", "very", "deep"]
IDS = [1, 2, 3, 4, 1]
E = np.array(
    [
        [0.00, 0.00, 0.00, 0.00, 0.00, 0.00],
        [0.32, 0.02, 0.48, 0.21, 0.56, 0.15],
        [0.65, 0.23, 0.41, 0.57, 0.03, 0.92],
        [0.45, 0.87, 0.89, 0.45, 0.12, 0.01],
        [0.65, 0.21, 0.25, 0.45, 0.75, 0.82],
    ]
)
CELL = 26
ALT = (
    "Three steps from left to right. The sentence deep learning is very deep as a matrix with one filled cell a row; "
    "the five vectors of six numbers that the embedding matrix holds for its words, first and last row alike; "
    "and the four words as points on a map."
)


def grid(matrix: np.ndarray, x: float, y: float) -> str:
    """Draw a matrix of numbers from 0 to 1 as cells that are more or less filled."""
    cells = []
    for (row, column), value in np.ndenumerate(matrix):
        place = f'x="{x + CELL * column}" y="{y + CELL * row}" width="{CELL - 3}" height="{CELL - 3}" rx="4"'
        cells.append(f'<rect class="cell" {place}/>')
        if value:
            cells.append(f'<rect class="value" {place} fill-opacity="{value:.2f}"/>')
    return "".join(cells)


def text(x: float, y: float, words: str, kind: str, anchor: str = "middle") -> str:
    """Write words."""
    return f'<text class="{kind}" x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'


def places() -> np.ndarray:
    """Return the map: the four words in the plane in which their vectors differ most, scaled to the unit square."""
    centred = E[1:] - E[1:].mean(axis=0)
    flat = centred @ np.linalg.svd(centred, full_matrices=False)[2][:2].T
    return (flat - flat.min(axis=0)) / np.ptp(flat, axis=0)


def step(name: str, width: float, height: float, shapes: list[str]) -> str:
    """Return one of the three steps as a drawing of its own."""
    return f'<svg class="{name}" viewBox="0 0 {width:.0f} {height:.0f}">{"".join(shapes)}</svg>'


def picture() -> str:
    """Return the whole picture: three steps beside each other, which wrap on a narrow screen."""
    top, height = 44, 178
    words = [text(96 + 2.5 * CELL, 26, "words", "title"), grid(np.eye(5)[IDS], 96, top)]
    words += [text(84, top + CELL * row + 17, word, "word", "end") for row, word in enumerate(WORDS)]
    vectors = [text(4 + 3 * CELL, 26, "vectors", "title"), grid(E[IDS], 4, top)]
    points = [text(79, 26, "a map", "title"), f'<rect class="cell" x="4" y="{top}" width="150" height="127" rx="6"/>']
    for (x, y), word in zip(places(), WORDS[:4], strict=True):
        across, down = 38 + 82 * x, top + 36 + 72 * y
        points += [
            f'<circle class="value" cx="{across:.0f}" cy="{down:.0f}" r="6"/>',
            text(across, down - 11, word, "word"),
        ]
    steps = [step("words", 228, height, words), step("vectors", 161, height, vectors), step("map", 158, height, points)]
    arrow = '<span class="arrow">→</span>'
    return f'<div class="cover" role="img" aria-label="{ALT}">{arrow.join(steps)}</div>'


def icon() -> str:
    """Return the icon of the site: three one-hot rows."""
    cells = grid(np.eye(3)[[1, 0, 2]], 2, 2)
    style = ".cell{fill:#9db4c6;fill-opacity:.5}.value{fill:#0072b2}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 79 79"><style>{style}</style>{cells}</svg>\n'


class Cover(SphinxDirective):
    """Put the picture here."""

    def run(self) -> list[nodes.Node]:
        """Return it as it is."""
        return [nodes.raw("", picture(), format="html")]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("cover", Cover)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(icon())
