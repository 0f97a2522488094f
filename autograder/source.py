"""The source of a cell as plain Python. Small on purpose: the two processes import it, and need no notebook library."""

from __future__ import annotations

import ast
import re
import threading
from functools import lru_cache

MAX_PARSED = 20_000
"""characters of a cell that was handed in which Python's parser is given; a line of ``import a.a.a…`` takes it memory
by the square of its length"""

_MAGIC = re.compile(r"^([ \t]*)([\w, \t]+=[ \t]*)?[%!?](?!=).*$|^([ \t]*)[^\s#'\"].{0,200}\?[ \t]*$", re.MULTILINE)
_PROMPT = re.compile(r"^[ \t]*(>>>|\.\.\.|In \[\d+\]:)(?: |$)", re.MULTILINE)


_parsing = threading.Lock()
"""Python 3.11 counts the depth of a tree once for all threads, and stops with SystemError where two parse at once"""


def tree_of(python: str) -> ast.Module:
    """Return the tree of a text; raise what ``ast.parse`` raises. Threads take turns."""
    with _parsing:
        return ast.parse(python)


@lru_cache(maxsize=512)
def python_of(source: str) -> str:
    """Return a trusted cell's source as plain Python: IPython magics become calls.

    IPython takes minutes for text that was made to slow it, and gives up on some: what was handed in goes to
    ``parsed``.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def parsed(source: str) -> tuple[ast.Module, str] | None:
    """Return the tree of a cell that was handed in and its text without magics; None where it is no Python.

    Runs nothing, and needs time and memory in proportion to the text.
    """
    if len(source) > MAX_PARSED:
        return None
    for text in (source, _without_magics(source)):
        try:
            return tree_of(text), text
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
    return None


def _without_magics(source: str) -> str:
    first, _, rest = source.lstrip("\n").partition("\n")
    if first.startswith("%%"):
        # what the cell defines is its names' only where its text is Python that runs in the notebook
        source = rest if re.match(r"%%(time|timeit|capture|prun)\b", first) else ""
    if _PROMPT.match(source):
        source = _PROMPT.sub("", source)
    margin = re.match(r"[ \t]*", source).group()  # type: ignore[union-attr]
    if margin:
        source = "\n".join(line.removeprefix(margin) for line in source.split("\n"))
    return _MAGIC.sub(lambda found: f"{found[1] or found[3] or ''}{found[2] + 'None' if found[2] else 'pass'}", source)
