"""Move the explorer's data from its page into a script beside it, which a browser fetches once and keeps.

A script, not a file to fetch: pages opened from disk may not fetch.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

DATA = re.compile(r'<script type="application/json" class="explorer-data">(.*?)</script>', re.DOTALL)


def move(app: Sphinx, error: Exception | None) -> None:
    """Rewrite every page that holds an explorer; a page that was not built again has been rewritten before."""
    if error is not None or app.builder.format != "html":
        return
    for page in Path(app.outdir).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        found = DATA.search(text)
        if found:
            target = Path(app.outdir, "explorer", f"{page.stem}-data.js")
            target.parent.mkdir(exist_ok=True)
            target.write_text(f"window.explorerData = {found[1]};\n", encoding="utf-8")
            link = f'<script src="explorer/{target.name}"></script>'
            page.write_text(text[: found.start()] + link + text[found.end() :], encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Work when the pages are written."""
    app.connect("build-finished", move)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
