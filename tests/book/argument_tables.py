"""Read a chapter's table of arguments, and what the installed class says, in the same form: name -> default."""

from __future__ import annotations

import ast
import inspect
import re
from typing import Any

REQUIRED = inspect.Parameter.empty
"""stands for the default of an argument that has none"""

NAME = re.compile(r"`([^`]+)`")


def documented(text: str, heading: str = "## The arguments") -> dict[str, Any]:
    """Return name -> default from the first Markdown table below a heading, in the order of its rows.

    The first column holds the name in backticks, the second the default in backticks, written as in Python; without
    backticks the argument has none. Other columns are for people.
    raises: ValueError when there is no such heading, no table below it, or a name that stands twice
    """
    below = re.split(rf"^{re.escape(heading)}$", text, flags=re.M)
    if len(below) != 2:
        raise ValueError(f"the page has {len(below) - 1} headings {heading!r}, not one")
    section = re.split(r"^#+ ", below[1], maxsplit=1, flags=re.M)[0]
    table = re.search(r"^\|.*\|\n\|[-:| ]+\|\n((?:\|.*\|\n?)+)", section, re.M)
    if table is None:
        raise ValueError(f"there is no table below {heading!r}")
    found: dict[str, Any] = {}
    for row in table[1].splitlines():
        name, default = (NAME.fullmatch(cell.strip()) for cell in row.strip("|").split("|")[:2])
        if name is None:
            raise ValueError(f"the first column of {row!r} must hold one name in backticks")
        if name[1] in found:
            raise ValueError(f"{name[1]} stands twice in the table")
        found[name[1]] = REQUIRED if default is None else ast.literal_eval(default[1])
    return found


def installed(layer: type, *, private: bool = False) -> dict[str, Any]:
    """Return name -> default of a class's constructor, in the order of its signature, ``self`` left out.

    private: list arguments whose name begins with an underscore, too
    """
    stars: dict[Any, str] = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    constructor: Any = layer.__init__  # type: ignore[misc]
    found: dict[str, Any] = {}
    for parameter in list(inspect.signature(constructor).parameters.values())[1:]:
        if private or not parameter.name.startswith("_"):
            star = stars.get(parameter.kind, "")
            found[star + parameter.name] = parameter.default
    return found
