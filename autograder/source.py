"""The source of a cell as plain Python. Small on purpose: the two processes import it, and need no notebook library."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=512)
def python_of(source: str) -> str:
    """Return a cell's source as plain Python: IPython magics become calls."""
    from IPython.core.inputtransformer2 import TransformerManager

    return TransformerManager().transform_cell(source)
