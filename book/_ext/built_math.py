"""Set formulas when the book is built, with KaTeX in a JavaScript engine: the reader's browser runs no script for them.

A page without formulas loads nothing of this; a page with some loads KaTeX's style sheet and the fonts it uses.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from docutils import nodes
from py_mini_racer import JSEvalException, MiniRacer
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

KATEX = Path(__file__).parents[1] / "_vendor" / "vendor" / "katex" / "katex.min.js"
log = logging.getLogger(__name__)


@functools.cache
def engine() -> MiniRacer:
    """Return an engine that knows KaTeX."""
    context = MiniRacer()
    context.eval(KATEX.read_text(encoding="utf-8"))
    return context


@functools.cache
def katex(latex: str, display: bool) -> str:
    """Return HTML for eyes and MathML for screen readers; raise ValueError for what is no LaTeX."""
    try:
        return engine().call("katex.renderToString", latex, {"displayMode": display, "strict": "ignore"})
    except JSEvalException as error:
        raise ValueError(str(error).split("\n", 1)[0]) from error


def html(node: nodes.Node, display: bool) -> str:
    """Render a math node; a fault is a warning at its place in the source."""
    latex = node.astext()
    if display and r"\\" in latex and r"\begin" not in latex:
        latex = rf"\begin{{split}}{latex}\end{{split}}"
    try:
        return katex(latex, display)
    except ValueError as error:
        log.warning("formula: %s", error, location=node)
        return nodes.literal(text=latex).astext()


def visit_inline(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(f'<span class="math notranslate">{html(node, display=False)}</span>')
    raise nodes.SkipNode


def visit_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula on lines of its own, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    self.body.append(html(node, display=True) + "</div>\n")
    raise nodes.SkipNode


def add_style(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give pages with formulas the style sheet."""
    if doctree is not None and next(
        doctree.findall(lambda node: isinstance(node, nodes.math | nodes.math_block)), None
    ):
        app.add_css_file("../vendor/katex/katex.min.css")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the renderer under the name that ``html_math_renderer`` chooses."""
    if not KATEX.is_file():
        raise ExtensionError(f"{KATEX} is missing")
    app.add_html_math_renderer("katex", (visit_inline, None), (visit_block, None))
    app.connect("html-page-context", add_style)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
