"""Chapter 5 says of each argument of the Keras layer what its name and default are: those of the installed version."""

import importlib.util
import inspect
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # it imports a framework

spec = importlib.util.spec_from_file_location("argument_tables", Path(__file__).with_name("argument_tables.py"))
argument_tables = importlib.util.module_from_spec(spec)
spec.loader.exec_module(argument_tables)
REQUIRED, documented, installed = argument_tables.REQUIRED, argument_tables.documented, argument_tables.installed

keras = pytest.importorskip("keras")

CHAPTER = (Path(__file__).parents[2] / "book" / "05-keras-embedding.md").read_text(encoding="utf-8")
TABLE = """
## The arguments

| argument | default | what it does |
|---|---|---|
| `size` | required | how many |
| `name` | `"words"` | what it is called |
| `**kwargs` | none | whatever else |

## Something else

| argument | default |
|---|---|
| `other` | `1` |
"""


class Example:
    def __init__(self, size, name="words", _hidden=3, **kwargs):
        pass


class TestTables:
    """The two readers, on a small example."""

    def test_a_table_is_read(self):
        assert documented(TABLE) == {"size": REQUIRED, "name": "words", "**kwargs": REQUIRED}

    def test_a_signature_is_read(self):
        assert installed(Example) == documented(TABLE)
        assert installed(Example, private=True)["_hidden"] == 3

    def test_another_heading(self):
        assert documented(TABLE, "## Something else") == {"other": 1}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("no heading", "headings"),
            ("## The arguments\n\nno table\n", "no table"),
            (TABLE.replace("`size`", "size"), "in backticks"),
            (TABLE.replace("`size`", "`name`"), "twice"),
        ],
    )
    def test_a_table_that_cannot_be_read(self, text, said):
        with pytest.raises(ValueError, match=said):
            documented(text)


def test_the_table_lists_the_arguments_of_the_installed_layer():
    assert list(documented(CHAPTER).items()) == list(installed(keras.layers.Embedding).items())


def test_the_second_table_lists_the_arguments_of_every_layer():
    assert documented(CHAPTER, "### The arguments of every layer") == installed(keras.layers.Layer)


def test_each_argument_has_a_section_or_an_experiment():
    for name in documented(CHAPTER) | documented(CHAPTER, "### The arguments of every layer"):
        used = CHAPTER.count(name.strip("*"))
        assert used >= 3, f"{name} is only named, not tried"


def test_there_is_no_wrapper_that_hides_the_signature():
    assert [*inspect.signature(keras.layers.Embedding).parameters] == [
        name.strip("*") for name in installed(keras.layers.Embedding)
    ]
