"""Chapter 6 says of each argument of the PyTorch layers what its name and default are: those of the installed version."""

import importlib.util
import inspect
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # it imports a framework

spec = importlib.util.spec_from_file_location("argument_tables", Path(__file__).with_name("argument_tables.py"))
argument_tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(argument_tables)
REQUIRED, documented, installed = argument_tables.REQUIRED, argument_tables.documented, argument_tables.installed

nn = pytest.importorskip("torch.nn")

CHAPTER = (Path(__file__).parents[2] / "book" / "06-pytorch-embedding.md").read_text(encoding="utf-8")
HEADINGS = {nn.Embedding: "### Arguments of Embedding", nn.EmbeddingBag: "### Arguments of EmbeddingBag"}

each_layer = pytest.mark.parametrize("layer", HEADINGS, ids=lambda layer: layer.__name__)


@each_layer
def test_the_table_lists_the_arguments_of_the_installed_layer(layer):
    found = documented(CHAPTER, HEADINGS[layer])
    assert list(found.items()) == list(installed(layer, private=True).items())


def test_the_table_of_the_call_lists_what_either_layer_can_be_called_with():
    called = {}
    for layer in HEADINGS:
        parameters = list(inspect.signature(layer.forward).parameters.values())[1:]
        called |= {parameter.name: parameter.default for parameter in parameters}
    assert documented(CHAPTER, "### Arguments of the call") == called


@each_layer
def test_from_pretrained_adds_freeze_and_repeats_the_rest(layer):
    parameters = {name: each.default for name, each in inspect.signature(layer.from_pretrained).parameters.items()}
    assert parameters.pop("embeddings") is REQUIRED
    assert parameters.pop("freeze") is True
    own = {"num_embeddings", "embedding_dim", "_weight", "_freeze", "device", "dtype"}
    assert parameters == {name: value for name, value in installed(layer).items() if name not in own}


@each_layer
def test_each_argument_is_tried(layer):
    code = "\n".join(block.partition("\n```")[0] for block in CHAPTER.split("```{code-cell}")[1:])
    positional = {"num_embeddings", "embedding_dim"}
    for name in set(installed(layer, private=True)) - positional:
        assert f"{name}=" in code or f'"{name}":' in code, f"{name} is only named, not tried"
