"""What test cells may ask beside calling functions: the same in a student's notebook and in two-process grading."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

_grading: dict[str, Callable[..., Any]] = {}
"""what the grader puts in the place of the notebook's own ways: ``source_of`` and ``figure_data``"""


def source_of(name: str) -> str:
    """Return the source text of a function or class of the student's; NameError when nothing of that name is defined.

    In a notebook the text is that of the running definition, in grading that of the submitted cells.
    """
    if "source_of" in _grading:
        return _grading["source_of"](name)
    main = vars(sys.modules["__main__"])
    if name not in main:
        raise NameError(f"name {name!r} is not defined")
    return inspect.getsource(main[name])


def find_source(name: str, cells: list[str]) -> str:
    """Return the text of the last top-level definition or assignment of ``name`` in these cells."""
    for cell in reversed(cells):
        try:
            tree = ast.parse(cell)
        except SyntaxError:
            continue
        for node in reversed(tree.body):
            targets = [target.id for target in getattr(node, "targets", []) if isinstance(target, ast.Name)]
            if getattr(node, "name", None) == name or name in targets:
                first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
                return "\n".join(cell.splitlines()[first - 1 : node.end_lineno]) + "\n"
    raise NameError(f"name {name!r} is not defined")


def figure_data() -> list[dict[str, Any]]:
    """Return the plain data of the current Matplotlib figure: a dict for each of its axes.

    Keys: ``title``, ``xlabel``, ``ylabel`` (str); ``lines`` and ``points`` (arrays of shape (N, 2)); ``bars`` (array of
    shape (N, 2): centre, height); ``images`` (arrays); ``labels`` of the legend (list of str).
    """
    if "figure_data" in _grading:
        return _grading["figure_data"]()
    import matplotlib.pyplot as plt
    from matplotlib.patches import Rectangle

    found = []
    for axes in plt.gcf().axes:
        boxes = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
        bars = [(box.get_x() + box.get_width() / 2, box.get_height()) for box in boxes]
        legend = axes.get_legend()
        found.append({
            "title": axes.get_title() or axes.get_title(loc="left") or axes.get_title(loc="right"),
            "xlabel": axes.get_xlabel(),
            "ylabel": axes.get_ylabel(),
            "lines": [np.asarray(line.get_xydata(), dtype=float) for line in axes.lines],
            "points": [np.asarray(each.get_offsets(), dtype=float) for each in axes.collections],
            "bars": np.array(bars, dtype=float).reshape(-1, 2),
            "images": [np.asarray(image.get_array()) for image in axes.images],
            "labels": [text.get_text() for text in legend.get_texts()] if legend else [],
        })  # fmt: skip
    return found


def partial_credit(earned: float, out_of: float, points: float) -> float:
    """Give part of a test cell's points: ``earned`` checks of ``out_of`` passed, the cell is worth ``points``.

    Write it as the last line of a test cell. The value is what nbgrader takes as the cell's score.
    raises: ValueError when earned is not between 0 and out_of
    """
    if out_of <= 0 or not 0 <= earned <= out_of:
        raise ValueError(f"partial_credit({earned}, {out_of}): needs 0 <= earned <= out_of")
    return float(points * earned / out_of)
