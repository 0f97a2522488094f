"""Chapters follow the form that book/AUTHORS.md describes."""

import re
import statistics
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
CHAPTERS = sorted(BOOK.glob("[0-9][0-9]-*.md"))
CELL = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```$", re.M | re.S)


def cells(chapter: Path) -> list[tuple[str, str]]:
    """Return (options, code) of each code cell."""
    found = []
    for body in CELL.findall(chapter.read_text(encoding="utf-8")):
        options = re.match(r"(---\n.*?---\n|(?::[^\n]*\n)*)", body, re.S).group()
        found.append((options, body[len(options) :]))
    return found


def test_there_is_one_configuration():
    assert (ROOT / "_config.yml").is_file()
    assert not (BOOK / "_config.yml").exists()


def test_every_chapter_is_in_the_table_of_contents_in_order():
    listed = [entry["file"] for entry in yaml.safe_load((BOOK / "_toc.yml").read_text())["chapters"]]
    assert [name for name in listed if name[0].isdigit()] == [chapter.stem for chapter in CHAPTERS]


def test_the_map_names_all_eighteen_chapters():
    names = re.findall(r"^(\d\d-[a-z0-9-]+) \|", (BOOK / "intro.md").read_text(), re.M)
    assert [name[:2] for name in names] == [f"{number:02}" for number in range(1, 19)]
    assert {chapter.stem for chapter in CHAPTERS} <= set(names)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
class TestChapter:
    """What holds for each chapter."""

    def test_cells_are_short(self, chapter):
        lengths = [len(code.strip().splitlines()) for options, code in cells(chapter) if "remove-cell" not in options]
        assert statistics.median(lengths) <= 6
        assert max(lengths) <= 25

    def test_every_figure_says_what_is_seen(self, chapter):
        for options, code in cells(chapter):
            if "plt.show()" in code:
                alt = yaml.safe_load(options.strip().strip("-"))["mystnb"]["image"]["alt"]
                assert len(alt) > 40
                assert "set_title(" in code or "plots.heatmap(" in code, "a figure's title says the finding"

    def test_it_has_the_parts_of_a_chapter(self, chapter):
        text = chapter.read_text(encoding="utf-8")
        for part in ("You will be able to", "You need", "Reading", "## Common misconceptions", "## What we have seen",
                     "## Exercise", "## Sources"):  # fmt: skip
            assert part in text, part
        assert re.search(r"^\*[^*]+\?\*$", text, re.M), "a chapter opens with a question"

    def test_its_exercise_is_linked_and_exists(self, chapter):
        (link,) = re.findall(r"\{download\}`[^<]+<([^>]+)>`", chapter.read_text(encoding="utf-8"))
        assert (BOOK / link).resolve().is_file()
        assert Path(link).parent.name == chapter.stem

    def test_both_tabs_of_a_pair_are_there(self, chapter):
        keys = [re.search(r"tab-(keras|torch)", options) for options, _ in cells(chapter)]
        keys = [key.group(1) for key in keys if key]
        assert keys.count("keras") == keys.count("torch")

    def test_glued_values_are_shown_and_shown_ones_are_glued(self, chapter):
        text = chapter.read_text(encoding="utf-8")
        assert set(re.findall(r'glue\("(\w+)"', text)) == set(re.findall(r"\{glue:text\}`(\w+)`", text))
