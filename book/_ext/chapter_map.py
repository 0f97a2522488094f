"""The ``chapter-map`` directive: all chapters of the course by part, those without a file marked as not yet written.

What it says of the parts is kept for ``light_pages.py``, which shows them in the navigation of every page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class ChapterMap(SphinxDirective):
    """``# Part`` begins a part; ``01-one-hot | Title | what it answers`` is a chapter, written when its file exists."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return one box for each part; written chapters are links."""
        lines: list[str] = []
        parts: dict[str, list[str]] = {}
        for line in filter(None, map(str.strip, self.content)):
            if line.startswith("#"):
                parts[line.lstrip("# ")] = []
                lines += ["", f"**{line.lstrip('# ')}**", ""]
                continue
            name, title, question = (part.strip() for part in line.split("|"))
            parts[next(reversed(parts))].append(name)
            written = Path(self.env.srcdir, f"{name}.md").is_file()
            chapter = f"[{title}]({name}.md)" if written else f"{title} (not yet written)"
            lines.append(f"- **{int(name[:2])}** {chapter} *{question}*")
        self.env.chapter_parts = parts  # type: ignore[attr-defined]
        self.env.note_reread()  # a new chapter changes the map without changing the page
        found = self.parse_text_to_nodes("\n".join(lines))
        boxes = nodes.container(classes=["chapter-map"])
        for heading, chapters in zip(found[::2], found[1::2], strict=True):
            boxes += nodes.container("", heading, chapters, classes=["part"])
        return [boxes]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("chapter-map", ChapterMap)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
