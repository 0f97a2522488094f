"""Let several chapters cite the same work: each has a list of its own, so the keys get the name of the chapter.

Without this, all links would lead to the list of the chapter that cited the work first.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

CITATION = re.compile(r"(\{cite(?::\w+)?\}`)([^`]+)`")


def prefixed(text: str, docname: str) -> str:
    """Return the source of a chapter with its name before each key it cites."""
    if "```{bibliography}\n" not in text:
        return text

    def rewrite(found: re.Match[str]) -> str:
        return found[1] + ",".join(f"{docname}-{key.strip()}" for key in found[2].split(",")) + "`"

    text = CITATION.sub(rewrite, text)
    return text.replace("```{bibliography}\n", f"```{{bibliography}}\n:keyprefix: {docname}-\n")


def read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Rewrite a source as it is read."""
    source[0] = prefixed(source[0], docname)


def setup(app: Sphinx) -> dict[str, Any]:
    """Listen to sources."""
    app.connect("source-read", read)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
