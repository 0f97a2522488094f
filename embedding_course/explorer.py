"""The explorer's part of a page: words, positions and neighbours as compact data, and controls that need no network.

The data are in two parts: what the first picture needs, and the rest, which most of the bytes are.
"""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

TABLE_ROWS = 50
"""rows of the table that stand in the page itself, for readers without scripts"""


@dataclass(frozen=True)
class WordMap:
    """Words with positions in the plane, one for each layout, and their neighbours in the full space."""

    name: str
    words: Sequence[str]
    """N words, the most frequent first"""
    layouts: Mapping[str, np.ndarray]
    """name of a layout -> positions of shape (N, 2)"""
    neighbours: np.ndarray
    """indices of shape (N, K), the nearest first"""
    cosines: np.ndarray
    """of shape (N, K), from -1 to 1"""

    def __post_init__(self) -> None:
        """Refuse parts that do not fit together."""
        count = len(self.words)
        if not 0 < count <= 2**16:
            raise ValueError(f"{count} words: the explorer numbers up to {2**16} of them")
        shapes = {name: np.shape(each) for name, each in self.layouts.items() if np.shape(each) != (count, 2)}
        if shapes:
            raise ValueError(f"each layout of {count} words has shape ({count}, 2), but there are {shapes}")
        if np.shape(self.neighbours) != np.shape(self.cosines) or len(self.neighbours) != count:
            raise ValueError("neighbours and cosines have the same shape, with one row for each word")

    def record(self) -> dict[str, object]:
        """Return what the first picture needs, words and one layout: little-endian integers as base64."""
        first = next(iter(self.layouts))
        return {"name": self.name, "words": " ".join(self.words), "layouts": self._packed_layouts([first])}

    def more(self) -> dict[str, object]:
        """Return what the script reads later, when a reader asks for neighbours or for another layout."""
        return {
            "layouts": self._packed_layouts(list(self.layouts)[1:]),
            "count": int(np.shape(self.neighbours)[1]),
            "neighbours": _packed(np.asarray(self.neighbours), "<u2"),
            "cosines": _packed((np.clip(self.cosines, -1, 1) + 1) * 127.5, "u1"),
        }

    def _packed_layouts(self, names: Sequence[str]) -> dict[str, str]:
        return {name: _packed(_unit_square(self.layouts[name]) * 65535, "<u2") for name in names}


def _unit_square(points: np.ndarray) -> np.ndarray:
    """Move and scale points of shape (N, 2) into the unit square, both axes alike, so that shapes stay as they are."""
    points = np.asarray(points, dtype=float)
    low, high = points.min(axis=0), points.max(axis=0)
    size = float((high - low).max()) or 1.0
    return (points - (low + high) / 2) / size + 0.5


def _packed(values: np.ndarray, dtype: str) -> str:
    return base64.b64encode(np.round(values).astype(dtype).tobytes()).decode()


def explorer(maps: Sequence[WordMap]) -> str:
    """Return the HTML of an explorer for these maps; the page also needs explorer.js and explorer.css."""
    first = maps[0]
    sets = "".join(f'<option value="{place}">{html.escape(each.name)}</option>' for place, each in enumerate(maps))
    layouts = "".join(_radio(name, checked=not place) for place, name in enumerate(first.layouts))
    rows = "".join(_row(first, number) for number in range(min(TABLE_ROWS, len(first.words))))
    data, more = _json([each.record() for each in maps]), _json([each.more() for each in maps])
    return _FRAME.format(sets=sets, layouts=layouts, rows=rows, data=data, more=more)


def _json(records: Sequence[Mapping[str, object]]) -> str:
    # "</" would end the script element; JSON allows the same text as "<\/"
    return json.dumps(records, ensure_ascii=False).replace("</", "<\\/")


def _radio(name: str, *, checked: bool) -> str:
    value, state = html.escape(name), " checked" if checked else ""
    return f'<label><input type="radio" name="explorer-layout" value="{value}"{state}> {value}</label>'


def _row(shown: WordMap, number: int) -> str:
    near = ", ".join(html.escape(shown.words[other]) for other in shown.neighbours[number])
    return f'<tr><td>{number + 1}</td><th scope="row">{html.escape(shown.words[number])}</th><td>{near}</td></tr>'


_FRAME = """\
<section class="explorer" aria-label="Explorer of word vectors">
<form class="explorer-controls" autocomplete="off">
<div><label for="explorer-set">Vectors</label> <select id="explorer-set">{sets}</select></div>
<fieldset><legend>Layout</legend>{layouts}</fieldset>
<div><label for="explorer-search">Find a word</label>
<input id="explorer-search" type="search" autocomplete="off" spellcheck="false"
aria-describedby="explorer-status"></div>
</form>
<p id="explorer-status" role="status"></p>
<ul class="explorer-matches" aria-label="Words found"></ul>
<div class="explorer-map">
<canvas tabindex="0" role="application" aria-label="Map of words" aria-describedby="explorer-keys"></canvas>
<div class="explorer-zoom"><button type="button" data-do="in" aria-label="Zoom in">+</button>
<button type="button" data-do="out" aria-label="Zoom out">−</button>
<button type="button" data-do="all" aria-label="Show the whole map">all</button></div>
</div>
<p id="explorer-keys">Drag to move, turn the wheel to zoom, click a word to choose it. With the keyboard, on the map:
the arrow keys move it, <kbd>+</kbd> and <kbd>−</kbd> zoom, <kbd>0</kbd> shows all of it, <kbd>Enter</kbd> chooses the
word nearest to the cross in the middle.</p>
<div class="explorer-chosen" aria-live="polite"><p class="explorer-word">No word is chosen.</p>
<ol aria-label="Nearest neighbours"></ol></div>
<details class="explorer-table"><summary>The same as a table: every word with its neighbours</summary>
<p class="explorer-pages"><button type="button" data-do="back">Earlier words</button>
<button type="button" data-do="on">Later words</button> <span></span></p>
<div class="explorer-scroll" tabindex="0" role="region" aria-label="Table of words">
<table><thead><tr><th scope="col">rank</th><th scope="col">word</th>
<th scope="col">nearest neighbours, by cosine</th></tr></thead>
<tbody>{rows}</tbody></table></div>
</details>
<script type="application/json" class="explorer-data">{data}</script>
<script type="application/json" class="explorer-more">{more}</script>
</section>
"""
