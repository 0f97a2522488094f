"""Glossary terms: a definition shows where the pointer or the keyboard rests on a link, and first uses enter the index.

The text stands in the page (no request, no script needed to see it) and is tied to the link for screen readers.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.writers.html5 import HTML5Translator

GLOSSARY = "glossary"


class defined(nodes.General, nodes.Inline, nodes.TextElement):  # noqa: N801  docutils names nodes like this
    """A link to the glossary and the definition that belongs to it; no text of the page, so search omits it."""


def definitions(env: BuildEnvironment) -> dict[str, str]:
    """Return the first paragraph of each definition by the anchor of its term."""
    if GLOSSARY not in env.found_docs:
        return {}
    found = {}
    for item in env.get_doctree(GLOSSARY).findall(nodes.definition_list_item):
        paragraph = next(item.findall(nodes.paragraph), None)
        for term in item.findall(nodes.term):
            if paragraph is not None:
                found |= dict.fromkeys(term["ids"], " ".join(paragraph.astext().split()))
    return found


def attach(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Wrap each link to a term, except in the glossary itself."""
    links = [mark.parent for mark in doctree.findall(nodes.inline) if "std-term" in mark["classes"]]
    links = [link for link in links if isinstance(link, nodes.reference)]
    if app.builder.format != "html" or docname == GLOSSARY or not links:
        return
    texts = definitions(app.env)
    for number, link in enumerate(links):
        anchor = (link.get("refuri") or link.get("refid", "")).split("#")[-1]
        if anchor in texts:
            link["classes"].append("term")
            wrapper = defined("", definition=texts[anchor], name=f"definition-{number}")
            link.replace_self(wrapper)
            wrapper += link


class TermsInIndex(SphinxTransform):
    """Enter the first use of each term on a page into the index, below the term, by the title of the page."""

    default_priority = 840  # before the index is collected

    def apply(self, **kwargs: Any) -> None:
        """Put an entry and its target before the reference."""
        title = next(iter(self.document.findall(nodes.title)), nodes.title()).astext()
        seen = set()
        for reference in list(self.document.findall(addnodes.pending_xref)):
            term = " ".join(reference.get("reftarget", "").split())
            if reference.get("reftype") == "term" and term.lower() not in seen:
                seen.add(term.lower())
                anchor = nodes.make_id(f"use-{term}")
                entry = addnodes.index(entries=[("single", f"{term}; {title}", anchor, "", None)])
                reference.parent.insert(reference.parent.index(reference), [entry, nodes.target("", "", ids=[anchor])])


def visit_defined(self: HTML5Translator, node: defined) -> None:
    """Open the pair."""
    self.body.append('<span class="defined">')
    self.context.append(str(len(self.body)))


def depart_defined(self: HTML5Translator, node: defined) -> None:
    """Tie the link to its definition, and write the definition."""
    start = int(self.context.pop())
    link = "".join(self.body[start:]).replace("<a ", f'<a aria-describedby="{node["name"]}" ', 1)
    del self.body[start:]
    self.body.append(
        f'{link}<span class="definition" role="tooltip" id="{node["name"]}">{escape(node["definition"])}</span></span>'
    )


def outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> Iterable[str]:
    """Write every page again when a definition may have changed."""
    return set(env.found_docs) - added - changed if GLOSSARY in changed else ()


def setup(app: Sphinx) -> dict[str, Any]:
    """Work on pages whose links are resolved."""
    nothing = (lambda self, node: None, lambda self, node: None)
    app.add_node(defined, html=(visit_defined, depart_defined), latex=nothing, text=nothing)
    app.add_transform(TermsInIndex)
    app.connect("doctree-resolved", attach)
    app.connect("env-get-outdated", outdated)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
