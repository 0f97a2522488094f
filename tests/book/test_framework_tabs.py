"""Tagged cells become tab sets; everything else stays where it was."""

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils import nodes

pytest.importorskip("sphinx_design")
spec = importlib.util.spec_from_file_location(
    "framework_tabs", Path(__file__).parents[2] / "book" / "_ext" / "framework_tabs.py"
)
framework_tabs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(framework_tabs)


def cell(tag: str = "") -> nodes.container:
    return nodes.container(nb_element="cell_code", classes=["cell", *([f"tag_tab-{tag}"] if tag else [])])


def test_only_tagged_code_cells_have_a_key():
    assert framework_tabs.tab_key(cell("keras")) == "keras"
    assert framework_tabs.tab_key(cell()) is None
    assert framework_tabs.tab_key(nodes.paragraph()) is None


def test_a_run_becomes_one_synced_set_in_order_of_appearance():
    run = {"keras": [cell("keras")], "torch": [cell("torch"), cell("torch")]}
    result = framework_tabs.tab_set(run, {"keras": "Keras", "torch": "PyTorch"})
    labels = [item.children[0] for item in result.children]
    assert [label.astext() for label in labels] == ["Keras", "PyTorch"]
    assert [(label["sync_group"], label["sync_id"]) for label in labels] == [
        ("framework", "keras"),
        ("framework", "torch"),
    ]
    assert [len(item.children[1].children) for item in result.children] == [1, 2]


class Transform(framework_tabs.FrameworkTabs):
    """The transform without a Sphinx application around it."""

    def __init__(self, document):
        self.document = document

    config = SimpleNamespace(framework_tab_labels={"keras": "Keras", "torch": "PyTorch"})


def test_untagged_cells_and_text_keep_their_places():
    from docutils.utils import new_document

    document = new_document("page")
    section = nodes.section()
    section += [nodes.paragraph(text="before"), cell("keras"), cell("torch"), cell(), cell("keras"), cell("torch")]
    document += section
    Transform(document).apply()
    kinds = ["set" if "sd-tab-set" in node.get("classes", []) else type(node).__name__ for node in section.children]
    assert kinds == ["paragraph", "set", "container", "set"]
