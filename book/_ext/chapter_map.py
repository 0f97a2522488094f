"""The ``chapter-map`` directive: all chapters of the course, those without a file marked as not yet written."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class ChapterMap(SphinxDirective):
    """Each line of the body is ``01-one-hot | Title | what it answers``; a chapter is written when its file exists."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return one table; written chapters are links."""
        lines = ["| | chapter | the question |\n|---|---|---|"]
        for line in self.content:
            name, title, question = (part.strip() for part in line.split("|"))
            written = Path(self.env.srcdir, f"{name}.md").is_file()
            chapter = f"[{title}]({name}.md)" if written else f"{title} *(not yet written)*"
            lines.append(f"| {name[:2]} | {chapter} | {question} |")
        self.env.note_reread()  # a new chapter changes the map without changing the page
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive."""
    app.add_directive("chapter-map", ChapterMap)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
