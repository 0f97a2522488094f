"""Put runs of neighbouring code cells tagged ``tab-keras`` and ``tab-torch`` into one synced tab set.

Code cells inside a tab directive are not run; tagged cells stay a flat notebook that runs anywhere.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx_design.shared import create_component

PREFIX = "tag_tab-"


def tab_key(node: nodes.Node) -> str | None:
    """Return the key of a code cell's ``tab-<key>`` tag, None for every other node."""
    if isinstance(node, nodes.container) and node.get("nb_element") == "cell_code":
        for name in node["classes"]:
            if name.startswith(PREFIX):
                return name.removeprefix(PREFIX)
    return None


class FrameworkTabs(SphinxTransform):
    """Group tagged cells after the notebook was parsed and before references are resolved."""

    default_priority = 850

    def apply(self, **kwargs: Any) -> None:
        """Replace each run of tagged cells by a tab set."""
        labels = self.config.framework_tab_labels
        parents = {id(node.parent): node.parent for node in self.document.findall(nodes.container) if tab_key(node)}
        for parent in parents.values():
            grouped: list[nodes.Node] = []
            run: dict[str, list[nodes.Node]] = {}
            for child in [*parent.children, None]:
                key = tab_key(child) if child is not None else None
                if key:
                    run.setdefault(key, []).append(child)
                    continue
                if run:
                    grouped.append(tab_set(run, labels))
                    run = {}
                if child is not None:
                    grouped.append(child)
            parent.children = []
            parent.extend(grouped)


def tab_set(cells: dict[str, list[nodes.Node]], labels: dict[str, str]) -> nodes.Node:
    """Build the tab set of one run: key -> its cells, in order of first appearance."""
    result = create_component("tab-set", classes=["sd-tab-set"])
    for key, content in cells.items():
        label = nodes.rubric(key, labels.get(key, key), classes=["sd-tab-label"])
        label["sync_group"], label["sync_id"] = "framework", key
        body = create_component("tab-content", children=content, classes=["sd-tab-content"])
        result += create_component("tab-item", children=[label, body], classes=["sd-tab-item"], selected=False)
    return result


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform and the labels of the tabs."""
    app.add_config_value("framework_tab_labels", {"keras": "Keras", "torch": "PyTorch"}, "env")
    app.add_transform(FrameworkTabs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
