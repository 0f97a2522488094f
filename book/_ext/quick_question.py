"""The ``quick-question`` directive: a question whose answers say, when opened, whether and why they are right.

The answers are HTML's own disclosure elements: they work by keyboard, for screen readers and without any script.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

MARK = re.compile(r"^\[([ x])\]\s+")


class question(nodes.General, nodes.Element):  # noqa: N801  docutils names nodes like this
    """The whole question."""


class answer(nodes.General, nodes.Element):  # noqa: N801
    """One answer: a summary, and the explanation that it opens."""


class summary(nodes.General, nodes.Element):  # noqa: N801
    """What the reader opens: the answer itself."""


class QuickQuestion(SphinxDirective):
    """The question, then a list: ``- [ ] an answer`` or ``- [x] the right one``, each with its explanation."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the question with its answers."""
        body = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, body)
        if not body.children or not isinstance(body.children[-1], nodes.bullet_list):
            raise self.error("a quick question ends with the list of its answers")
        answers = [self._answer(item) for item in body.children.pop().children]
        if [each["right"] for each in answers].count(True) != 1 or len(answers) < 2:
            raise self.error("a quick question has two answers or more, and just one of them is marked [x]")
        name = f"question-{self.env.new_serialno('quick-question')}"
        for each in answers:
            each["name"] = name
        return [question("", *body.children, *answers)]

    def _answer(self, item: nodes.Node) -> answer:
        first, *explanation = item.children
        mark = MARK.match(first.astext())
        if mark is None or not explanation:
            raise self.error("each answer begins with [ ] or [x] and has a paragraph below it that explains")
        text = first.children[0]
        first.replace(text, nodes.Text(MARK.sub("", text.astext())))
        return answer("", summary("", *first.children), *explanation, right=mark[1] == "x")


def visit_question(self: HTML5Translator, node: question) -> None:
    """Open the box."""
    self.body.append('<div class="quick-question" role="group" aria-label="Quick question">\n')
    self.body.append('<p class="quick-question-title">Quick question</p>\n')


def depart_question(self: HTML5Translator, node: question) -> None:
    """Close the box."""
    self.body.append("</div>\n")


def visit_answer(self: HTML5Translator, node: answer) -> None:
    """Open the answer; answers of one question share a name, so that one is open at a time."""
    self.body.append(f'<details class="answer {"right" if node["right"] else "wrong"}" name="{node["name"]}">')


def depart_answer(self: HTML5Translator, node: answer) -> None:
    """Close the answer."""
    self.body.append("</details>\n")


def visit_summary(self: HTML5Translator, node: summary) -> None:
    """Open what stands on the closed answer."""
    # an answer that is a formula alone would have no name for a screen reader
    self.body.append('<summary><span class="answer-word">Answer: </span>')


def depart_summary(self: HTML5Translator, node: summary) -> None:
    """Close it; the verdict is the first thing below it."""
    verdict = "Right." if node.parent["right"] else "Not so."
    self.body.append(f'</summary>\n<p class="verdict">{verdict}</p>\n')


def visit_nothing(self: Any, node: nodes.Element) -> None:
    """Write the content alone, in builders without HTML."""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directive and its nodes."""
    plain = (visit_nothing, visit_nothing)
    app.add_node(question, html=(visit_question, depart_question), latex=plain, text=plain)
    app.add_node(answer, html=(visit_answer, depart_answer), latex=plain, text=plain)
    app.add_node(summary, html=(visit_summary, depart_summary), latex=plain, text=plain)
    app.add_directive("quick-question", QuickQuestion)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
