"""Move the explorer's data from its page into two scripts beside it: one comes with the page, one on first need.

Scripts, not files to fetch: pages opened from disk may not fetch.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

DATA = re.compile(r'<script type="application/json" class="explorer-(data|more)">(.*?)</script>', re.DOTALL)
LINKS = {
    "data": '<script src="{}"></script>',
    "more": '<script type="application/json" class="explorer-more" data-src="{}"></script>',
}


def move(app: Sphinx, error: Exception | None) -> None:
    """Rewrite every page that holds an explorer; a page that was not built again has been rewritten before."""
    if error is not None or app.builder.format != "html":
        return
    for page in Path(app.outdir).glob("*.html"):
        text = page.read_text(encoding="utf-8")
        for found in DATA.finditer(text):
            part, data = found.groups()
            target = Path(app.outdir, "explorer", f"{page.stem}-{part}.js")
            target.parent.mkdir(exist_ok=True)
            target.write_text(f"window.explorer{part.title()} = {data};\n", encoding="utf-8")
            text = text.replace(found[0], LINKS[part].format(f"explorer/{target.name}"))
            page.write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Work when the pages are written."""
    app.connect("build-finished", move)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
