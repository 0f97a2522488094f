"""The built pages: complete, linked, and asking no other host for anything."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

pytestmark = pytest.mark.slow

LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("link", "href"), ("source", "src"), ("video", "src")}


class Page(HTMLParser):
    """What a page loads, links to and can be linked at."""

    def __init__(self, path: Path):
        super().__init__()
        self.loads, self.links, self.ids, self.images = [], [], set(), []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.ids |= {given[key] for key in ("id", "name") if given.get(key)}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "img":
            self.images.append(given)
        for key, value in attributes:
            if (tag, key) in LOADED and given.get("rel") not in (
                "canonical",
                "author",
                "search",
                "index",
                "next",
                "prev",
            ):
                self.loads.append(value)


@pytest.fixture(scope="module")
def pages(html) -> dict[Path, Page]:
    return {path: Page(path) for path in html.rglob("*.html") if "_static" not in path.parts}


def test_every_chapter_has_its_page(html):
    written = {path.stem for path in Path(__file__).parents[2].glob("book/[0-9][0-9]-*.md")} | {"intro", "index"}
    assert written <= {path.stem for path in html.glob("*.html")}


def test_no_page_loads_anything_from_another_host(pages):
    outside = {
        (path.name, url) for path, page in pages.items() for url in page.loads if re.match(r"(https?:)?//", url or "")
    }
    assert not outside


def test_no_stylesheet_loads_anything_from_another_host(html):
    for sheet in html.rglob("*.css"):
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8")), sheet


def test_formulas_need_no_script(html, pages):
    with_formulas = [path for path in pages if 'class="katex"' in path.read_text(encoding="utf-8")]
    assert html / "03-embedding-matrix.html" in with_formulas
    assert (html / "vendor" / "katex" / "katex.min.css").is_file()
    for path, page in pages.items():
        assert (path in with_formulas) == any("katex.min.css" in url for url in page.loads), path.name
        assert not any("katex" in url.lower() or "mathjax" in url.lower() for url in page.loads if ".js" in url)


def test_nothing_is_shipped_that_no_page_uses(html):
    files = [path for path in html.rglob("*") if path.is_file()]
    assert not [path.name for path in files if path.suffix == ".map" or "fontawesome" in path.name]
    assert max(path.stat().st_size for path in files) < 1_000_000


def test_every_link_and_anchor_inside_the_book_resolves(pages):
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or link.startswith(("#!", "javascript:")):
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            if not target.exists():
                broken.append((path.name, link))
            elif parts.fragment and target in {p.resolve() for p in pages}:
                there = next(p for known, p in pages.items() if known.resolve() == target)
                if unquote(parts.fragment) not in there.ids:
                    broken.append((path.name, link))
    assert not broken


def test_figures_of_chapters_say_what_is_seen(pages):
    for path, page in pages.items():
        if re.match(r"\d\d-", path.name):
            for image in page.images:
                if "_images" in image.get("src", ""):
                    assert len(image.get("alt", "")) > 40, (path.name, image)


def test_glued_numbers_stand_in_the_prose_without_quotation_marks(html):
    text = (html / "01-one-hot.html").read_text(encoding="utf-8")
    assert "Of 2,000 numbers, <span" in text
    assert not re.search(r"<span[^>]*>'[^<]*'</span>", text.split('class="bd-article"')[1].split("cell_input")[0])
