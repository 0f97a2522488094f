"""After the build: mend the theme's HTML for screen readers, leave out what no page uses, and give images their size.

The theme brings two megabytes of icons and styles; what the pages of this book use of them is a twentieth. Everything
here works on the finished folder, so pages look the same with and without it, apart from the time they take.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2
from bs4 import BeautifulSoup, NavigableString, Tag
from fontTools import subset
from PIL import Image
from sphinx.application import Sphinx
from tinycss2.ast import AtRule, Node, QualifiedRule

DONE = "data-light"  # on <html>: this page has been through here
BUNDLE = "_static/book.css"
BESIDE = "Beside the chapters"  # the part of the navigation for pages that are no chapter
NAME = re.compile(r"[\w-]+")
AFTER_FORMULA = re.compile(r"[.,;:!?)\u201d\u2019]+")
SHORT = 16  # letters of LaTeX: a formula so long may break
# before anything is painted: light or dark, as the reader chose or as the system says
THEME = """
(({dataset}) => {
  dataset.mode = localStorage.getItem("mode") || "auto";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  dataset.theme = dataset.mode === "auto" ? dark : dataset.mode;
})(document.documentElement);
"""
PLAIN = re.compile(r'<span class="(?:w|n|p)">([^<]*)</span>')  # code that has the colour of text: names, brackets
SELECTED = re.compile(r"[.#]((?:\\.|[\w-])+)")


# --- pages ---------------------------------------------------------------------------------------------------------


def mend(page: BeautifulSoup, path: Path, parts: dict[str, list[str]]) -> None:
    """Mend one page in place; ``path`` is where it lies, ``parts`` are the parts of the course and their chapters."""
    folder = path.parent
    page.html[DONE] = ""
    drop(page, "script[src*='fontawesome.js']", "#ethical-ad-placement", "#jb-print-docs-body")
    for later in page.select("meta[name=viewport]")[1:]:
        later.decompose()
    light_first(page)
    postpone(page, folder)
    tie(page)
    describe(page)
    place(page, path.stem, parts)
    seen: set[str] = set()
    for part in page.select("[id]"):  # tabs and proofs repeat theirs
        if part["id"] in seen:
            del part["id"]
        else:
            seen.add(part["id"])
    # axe: everything on a page belongs to a landmark
    if sidebar := page.select_one("div#pst-primary-sidebar"):
        sidebar["role"], sidebar["aria-label"] = "complementary", "Course"
    # axe: what is seen on a button is part of its name
    for button in page.select("button.search-button__button"):
        button.attrs.pop("aria-label", None)
        for keys in button.select("span.search-button__kbd-shortcut"):
            keys["aria-hidden"] = "true"
        if not button.select_one("span.search-button__default-text"):
            button["aria-label"] = "Search"
    # axe: docutils marks the sources with roles that no list may hold
    for entry in page.select("div.citation[role]"):
        entry["role"] = "listitem"
    for cell in page.select("article th"):  # axe: an empty corner is the header of nothing
        if not cell.get_text(strip=True):
            cell.name = "td"
    breakable(page)
    for number, image in enumerate(page.select("article img")):
        size(image, folder)
        if number:
            image["loading"] = "lazy"


def drop(page: BeautifulSoup, *selectors: str) -> None:
    """Take elements out."""
    for found in page.select(", ".join(selectors)):
        found.decompose()


def light_first(page: BeautifulSoup) -> None:
    """Choose light or dark before the first paint; without scripts: light, and no buttons that need them."""
    page.html["data-theme"] = "light"
    for script in page.select("head script:not([src])"):
        if script.string and "dataset.theme" in script.string:
            script.string = THEME
    if page.head:
        nothing = page.new_tag("noscript")
        nothing.append(page.new_tag("style"))
        nothing.style.string = ".article-header-buttons, .primary-toggle, .secondary-toggle {display: none !important}"
        page.head.append(nothing)


def tie(page: BeautifulSoup) -> None:
    """Keep a full stop or comma on the line of the short formula before it."""
    for formula in page.select("article span.math"):
        after = formula.next_sibling
        mark = AFTER_FORMULA.match(after) if isinstance(after, NavigableString) else None
        latex = formula.select_one("annotation")
        if mark and latex is not None and len(latex.get_text()) <= SHORT:
            rest = NavigableString(after[mark.end() :])
            after.replace_with(rest)
            both = page.new_tag("span", attrs={"class": "tied"})
            formula.wrap(both)
            both.append(mark[0])


def postpone(page: BeautifulSoup, folder: Path) -> None:
    """Let the text come before all scripts; they run in the same order, when the page is there.

    The settings of the page are set by scripts within it, so the one that makes their place moves into the page too.
    """
    for script in page.select("script[src]"):
        path = folder / script["src"].split("?")[0]
        if path.name == "documentation_options.js" and path.is_file():
            script.string = path.read_text(encoding="utf-8")
            del script["src"]
        else:
            script["defer"] = ""


def place(page: BeautifulSoup, name: str, parts: dict[str, list[str]]) -> None:
    """Say where the reader is: parts and numbers of the chapters in the navigation, above the title and in the path."""
    part_of = {chapter: part for part, chapters in parts.items() for chapter in chapters}
    shown = None
    for link in page.select("nav.bd-docs-nav li.toctree-l1 > a.reference"):
        target = name if link["href"] == "#" else Path(link["href"]).stem
        part = part_of.get(target, BESIDE)
        if part != shown:
            caption = page.new_tag("li", attrs={"class": "nav-part"})
            caption.string = shown = part
            link.parent.insert_before(caption)
        if target in part_of:
            number = page.new_tag("span", attrs={"class": "nav-number"})
            number.string = f"{int(target[:2])} "
            link.insert(0, number)
    if name in part_of:
        say_where(page, part_of[name], int(name[:2]))


def say_where(page: BeautifulSoup, part: str, number: int) -> None:
    """Put part and number above the title, and the part into the path of the page."""
    title = page.select_one("article h1")
    if title is not None:
        line = page.new_tag("p", attrs={"class": "chapter-place"})
        line.string = f"{part} · chapter {number}"
        title.insert_before(line)
    if last := page.select_one("ul.bd-breadcrumbs li.breadcrumb-item.active"):
        step = page.new_tag("li", attrs={"class": "breadcrumb-item"})
        step.string = part
        last.insert_before(step)


def breakable(page: BeautifulSoup) -> None:
    """Let long names in tables break where a reader would break them, as in num_, embeddings."""
    for code in page.select("article td code"):
        for text in list(code.find_all(string=re.compile(r"[_.,=(]\w"))):
            pieces = re.split(r"(?<=[_.,=(])(?=\w)", text)
            text.replace_with(*[part for piece in pieces for part in (piece, page.new_tag("wbr"))][:-1])


def describe(page: BeautifulSoup) -> None:
    """Give the page the description that search engines and link previews show: its first sentences."""
    text = " ".join(p.get_text(" ", strip=True) for p in page.select("article section > p")[:2])
    if text and not page.select_one("meta[name=description]"):
        page.head.append(
            page.new_tag("meta", attrs={"name": "description", "content": re.sub(r"\s+", " ", text)[:155]})
        )


def size(image: Tag, folder: Path) -> None:
    """Write width and height on an image, so that the text does not jump when it comes, and make figures light."""
    path = folder / image["src"]
    if path.suffix != ".png" or not path.is_file():
        return
    light = path.with_suffix(".webp")
    with Image.open(path) as picture:
        width, height = picture.size
        # figures hold few colours, so 48 of them, stored without loss, are a quarter of the bytes
        flat = picture.convert("RGB").quantize(48, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        flat.convert("RGB").save(light, lossless=True, quality=90, method=4)
    image["src"] = f"{image['src'].removesuffix('.png')}.webp"
    image.attrs.setdefault("width", str(width))
    image.attrs.setdefault("height", str(height))


# --- styles --------------------------------------------------------------------------------------------------------


def bundle(out: Path, sheets: list[Path], used: set[str]) -> str:
    """Return one style sheet: the rules of all, in order, whose names occur on some page or in some script."""
    text = []
    for sheet in sheets:
        rules = tinycss2.parse_stylesheet(sheet.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)
        kept = tinycss2.serialize(list(needed(rules, used)))
        where = sheet.parent.relative_to((out / "_static").resolve()).as_posix()
        text.append(re.sub(r"url\((['\"]?)(?!data:|['\"]|#)", rf"url(\g<1>{where}/", kept) if where != "." else kept)
    return "\n".join(text)


def imported_first(sheets: Iterable[Path]) -> list[Path]:
    """Return the sheets, each once, after those that it imports."""
    order: dict[Path, None] = {}
    for sheet in sheets:
        names = re.findall(r"@import\s+(?:url\()?['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8"))
        imported = [(sheet.parent / name).resolve() for name in names]
        order |= dict.fromkeys([path for path in imported if path.is_file()])
        order[sheet.resolve()] = None
    return list(order)


def needed(rules: Iterable[Node], used: set[str]) -> Iterator[Node]:
    """Yield the rules that can apply; imports are gone, since every sheet is in the bundle already."""
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = split(tinycss2.serialize(rule.prelude))
            alive = [each for each in selectors if names(each) <= used]
            if alive:
                rule.prelude = tinycss2.parse_component_value_list(",".join(alive))
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports") and rule.content:
            inner = list(needed(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True), used))
            if inner:
                rule.content = inner
                yield rule
        elif isinstance(rule, AtRule) and rule.lower_at_keyword not in ("import", "charset"):
            yield rule


def split(selectors: str) -> list[str]:
    """Split a list of selectors at the commas outside of brackets."""
    return re.split(r",(?![^()]*\))(?![^\[\]]*\])", selectors)


def names(selector: str) -> set[str]:
    """Return the classes and ids that an element must have for the selector to match."""
    plain = re.sub(r":(not|is|where)\((?:[^()]|\([^()]*\))*\)", "", selector)
    plain = re.sub(r"\[[^\]]*\]", "", plain)
    return {name.replace("\\", "") for name in SELECTED.findall(plain)}


def icons(css: str, fonts: Path) -> str:
    """Replace the icon fonts by the dozen signs that the styles still name, inside the style sheet itself."""
    signs = {ord(sign) for sign in re.findall("[\uf000-\uf8ff]", css)}
    options = subset.Options(flavor="woff", layout_features=[], notdef_outline=False, hinting=False)
    font = subset.load_font(str(fonts / "fa-solid-900.ttf"), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    stream = io.BytesIO()
    subset.save_font(font, stream, options)
    data = base64.b64encode(stream.getvalue()).decode()
    css = re.sub(r"@font-face\s*\{[^}]*fontawesome[^}]*\}", "", css)
    face = 'font-family:"Font Awesome 6 Free";font-style:normal;font-weight:900;font-display:block;'
    return f'@charset "UTF-8";\n@font-face{{{face}src:url(data:font/woff;base64,{data})}}\n{css}'


# --- the folder -----------------------------------------------------------------------------------------------------


def sheets_of(page: BeautifulSoup) -> list[str]:
    """Return the style sheets of a page that belong in the bundle, as they stand in it."""
    hrefs = [link["href"].split("?")[0] for link in page.select("link[rel=stylesheet]")]
    return [href for href in hrefs if "_static/" in href and "vendor/katex" not in href and not href.endswith(BUNDLE)]


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Go over the finished folder; run again on the next build, it touches only what is new."""
    if exception or app.builder.format != "html":
        return
    out = Path(app.outdir)
    pages = [path for path in out.rglob("*.html") if not {"_static", "reports"} & set(path.relative_to(out).parts)]
    sheets: dict[str, None] = {}
    for path in pages:
        text = path.read_text(encoding="utf-8")
        if "<head" not in text or DONE in text[:300]:
            continue
        page = BeautifulSoup(PLAIN.sub(r"\1", text), "html.parser")
        mend(page, path, getattr(app.env, "chapter_parts", {}))
        own = sheets_of(page)
        sheets |= dict.fromkeys(own)
        links = [link for link in page.select("link[rel=stylesheet]") if link["href"].split("?")[0] in own]
        if links:
            root = page.html["data-content_root"]
            links[0].insert_before(page.new_tag("link", attrs={"rel": "stylesheet", "href": f"{root}{BUNDLE}"}))
            for link in links:
                link.decompose()
        path.write_text(str(page), encoding="utf-8")
    order = out / "_static" / "book.css.parts"  # which sheets the bundle is made of, for the next build
    parts = list(sheets) or (order.read_text().split("\n") if order.exists() else [])
    if not parts:
        return
    order.write_text("\n".join(parts))
    scripts = [path for path in out.rglob("*.js") if path.name != "fontawesome.js"]
    used = set(NAME.findall(" ".join(path.read_text(encoding="utf-8") for path in [*pages, *scripts])))
    theme_fonts = next(
        Path(folder) for folder in theme_static(app) if (Path(folder) / "vendor" / "fontawesome").is_dir()
    )
    css = bundle(out, imported_first(out / part for part in parts), used)
    (out / BUNDLE).write_text(icons(css, theme_fonts / "vendor" / "fontawesome" / "webfonts"), encoding="utf-8")
    clean(out)


def theme_static(app: Sphinx) -> list[str]:
    """Return the folders of the themes' static files."""
    return [str(Path(folder) / "static") for folder in app.builder.theme.get_theme_dirs()]


def clean(out: Path) -> None:
    """Remove what no page loads: source maps, icon fonts, the scripts of icons and of KaTeX."""
    unwanted = [
        "_static/**/*.map",
        "_static/scripts/fontawesome.js*",
        "_static/vendor/fontawesome/**/*",
        "vendor/katex/*.js",
    ]
    for path in [path for pattern in unwanted for path in out.glob(pattern) if path.is_file()]:
        path.unlink(missing_ok=True)  # two patterns may find the same file
    for script in out.glob("_static/scripts/*.js"):
        text = script.read_text(encoding="utf-8")
        script.write_text(re.sub(r"\n?//# sourceMappingURL=.*", "", text), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, Any]:
    """Run after everything else."""
    app.connect("build-finished", finish, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
