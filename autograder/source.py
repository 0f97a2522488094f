"""The source of a cell as plain Python. Small on purpose: the two processes import it, and need no notebook library."""

from __future__ import annotations

import ast
import marshal
import re
import threading
import warnings
from functools import lru_cache

MAX_PARSED = 20_000
"""characters of a cell that was handed in which Python's parser is given; a line of ``import a.a.a…`` takes it memory
by the square of its length"""

_MAGIC = re.compile(
    r"^([ \t]*+)([\w,][\w, \t]*+=[ \t]*+)?[%!?](?!=).*$|^([ \t]*+)[^\s#'\"].{0,200}\?[ \t]*$", re.MULTILINE
)
_PROMPT = re.compile(r"^[ \t]*(>>>|\.\.\.|In \[\d+\]:)(?: |$)", re.MULTILINE)


_parsing = threading.Lock()
"""Python 3.11 counts the depth of a tree once for all threads, and stops with SystemError where two parse at once"""


def tree_of(python: str) -> ast.Module:
    """Return the tree of a text; raise what ``ast.parse`` raises. Threads take turns."""
    with _parsing:
        return ast.parse(python)


def is_plain(source: str) -> bool:
    """Whether IPython would leave a cell as it is: Python from its first character on, in more than one line.

    A cell of one line may be a magic without its ``%``. Text with prompts (``...``, ``In [1]:``) can be Python, too.
    """
    if source[:1].isspace() or "\n..." in source or "In [" in source or "\n" not in source.strip():
        return False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # who compiles it hears of them
        try:
            tree_of(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


@lru_cache(maxsize=512)
def python_of(source: str) -> str:
    """Return a trusted cell's source as plain Python: IPython magics become calls.

    IPython takes minutes for text that was made to slow it, and gives up on some: what was handed in goes to
    ``parsed``.
    """
    if is_plain(source):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)


def file_of(step_id: str) -> str:
    """Return the name of a test cell in tracebacks."""
    return f"<{step_id}>"


def closing_credit(tree: ast.Module) -> ast.Call | None:
    """Return the ``partial_credit(...)`` that ends a test cell, None where none does."""
    last = tree.body[-1] if tree.body else None
    call = last.value if isinstance(last, ast.Expr) else None
    named = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "partial_credit"
    return call if named else None  # type: ignore[return-value]


@lru_cache(maxsize=512)
def compiled(source: str, filename: str) -> bytes:
    """Return a test cell as code that this very interpreter can load: its body, and a closing ``partial_credit(...)``.

    Raise what ``compile`` raises. ``source`` is plain Python.
    """
    tree = tree_of(source)
    given = closing_credit(tree)
    credit = None if given is None else ast.Expression(given)
    if given is not None:
        tree.body.pop()
    with _parsing:
        part = None if credit is None else compile(credit, filename, "eval")
        return marshal.dumps((compile(tree, filename, "exec"), part))


def parsed(source: str) -> tuple[ast.Module, str] | None:
    """Return the tree of a cell that was handed in and its text without magics; None where it is no Python.

    Runs nothing, and needs time and memory in proportion to the text.
    """
    if len(source) > MAX_PARSED:
        return None
    texts = (source, _without_magics(source))
    for text in texts[::-1] if _PROMPT.match(source) else texts:
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
