"""Print the built book as one PDF: python book/_ext/pdf.py _build/html _build/book.pdf

The pages of the table of contents are put behind each other, links between them become links inside the document, and
headless Chromium prints it with page numbers and bookmarks. Needs Chromium and the package playwright.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import yaml
from bs4 import BeautifulSoup, Tag

LEFT_OUT = "a.headerlink, button, .definition, .exercise-links, script, .sd-tab-set > input, .toggle-hidden"
PAPER = (
    "body{padding:0;font-size:10.5pt} .bd-main,.bd-main .bd-content{display:block!important;height:auto!important}"
    ".bd-content .bd-article{padding:0!important} .chapter + .chapter{break-before:page}"
    ".sd-tab-content{display:block!important} .katex-display{overflow:visible!important}"
)
FOOTER = (
    '<div style="width:100%;font:9px sans-serif;text-align:center">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


def pages(toc: Path) -> list[str]:
    """Return the names of the pages in order."""
    contents = yaml.safe_load(toc.read_text(encoding="utf-8"))
    parts = contents.get("parts", [contents])
    files = [chapter["file"] for part in parts for chapter in part["chapters"]]
    return [contents["root"], *(name for name in files if name != "genindex")]


def article(path: Path, names: list[str]) -> Tag:
    """Return the text of one page with ids and links that are good for the whole book."""
    name = path.stem
    text = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").select_one("article.bd-article")
    for part in text.select(LEFT_OUT):
        part.decompose()
    for part in text.select("[id]"):
        part["id"] = f"{name}--{part['id']}"
    for link in text.select("a[href]"):
        page, _, anchor = link["href"].partition("#")
        target = page.removesuffix(".html") or name
        if target in names and "://" not in page:
            link["href"] = f"#{target}--{anchor}" if anchor else f"#{target}"
        elif "://" not in page and not page.startswith("mailto:"):
            del link["href"]  # files that come with the pages, not with the paper
    for details in text.select("details"):
        details.attrs.pop("name", None)  # answers of one question close each other on the screen
        details["open"] = ""
    for image in text.select("img[loading]"):
        del image["loading"]
    text["id"] = name
    return text


def whole(site: Path, names: list[str]) -> str:
    """Return one HTML document that holds all pages."""
    first = BeautifulSoup((site / f"{names[0]}.html").read_text(encoding="utf-8"), "html.parser")
    body = "\n".join(f'<div class="chapter">{article(site / f"{name}.html", names)}</div>' for name in names)
    sheets = ("_static/book.css", "vendor/katex/katex.min.css")
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    head = f'<meta charset="utf-8"><title>{first.title.text.split(" — ")[-1]}</title>{links}<style>{PAPER}</style>'
    main = f'<main class="bd-main"><div class="bd-content">{body}</div></main>'
    return f'<!DOCTYPE html><html lang="en" data-theme="light"><head>{head}</head><body>{main}</body></html>'


def main(site: Path, target: Path) -> None:
    """Write the PDF."""
    from playwright.sync_api import sync_playwright

    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("pdf: needs Chromium (Debian, Ubuntu: sudo apt install chromium)")
    document = site / "whole-book.html"  # beside the pages, so that figures and fonts are found
    document.write_text(whole(site, pages(Path(__file__).parents[1] / "_toc.yml")), encoding="utf-8")
    try:
        with sync_playwright() as playwright:
            flags = ["--no-sandbox"] if os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=chromium, args=flags)
            page = browser.new_page()
            page.goto(document.resolve().as_uri())
            page.pdf(path=target, prefer_css_page_size=True, print_background=True, outline=True, tagged=True,
                     display_header_footer=True, header_template="<span></span>", footer_template=FOOTER)  # fmt: skip
            browser.close()
    finally:
        document.unlink()
    print(f"pdf: {target} ({target.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
