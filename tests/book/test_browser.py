"""Every page of the book in a real browser: what it asks for, says, and looks like at two widths, light and dark.

Needs Chromium; the tests are skipped where there is none. Each page is opened once, and each test reads one kind of finding.
"""

import functools
import gzip
import http.server
import os
import re
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[dev]'")
axe_playwright_python = pytest.importorskip(
    "axe_playwright_python", reason="axe is not installed: pip install -e '.[dev]'"
)

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (Debian: apt install chromium)"),
]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
RUN_AXE = """async rules => (await axe.run(document, rules.length ? {runOnly: rules} : {})).violations.map(
    violation => violation.id + ': ' + violation.nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | '))"""
# ids of the links on the page that lead to no place on it; headings that scroll below each other are fine
DEAD_ANCHORS = """() => [...document.querySelectorAll('a[href^="#"]')].map(link => link.getAttribute('href')).filter(
    href => href.length > 1 && !document.getElementById(decodeURIComponent(href.slice(1))))"""
# a word of code is as readable as the last one of its kind: keep the first of each, so that axe has less to look at
FEWER = """() => {
    const seen = new Set();
    for (const word of document.querySelectorAll('pre span[class]')) {
        if (seen.has(word.className)) word.replaceWith(...word.childNodes);
        seen.add(word.className);
    }
    for (const formula of [...document.querySelectorAll('p .katex')].slice(5)) formula.remove();
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('main *')].filter(
    node => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest('pre, table')).slice(0, 3).map(
    node => node.outerHTML.slice(0, 120))"""
HIDDEN_TEXT = """() => [...document.querySelectorAll('img')].filter(
    image => !image.complete || !image.naturalWidth || !image.hasAttribute('alt') || !image.width).map(image => image.src)"""

# signs of a font that no page carries show as empty boxes
NO_FONT = """() => [...document.querySelectorAll('main *')].filter(node => ['::before', '::after'].some(part => {
    const style = getComputedStyle(node, part);
    return /[\\ue000-\\uf8ff]/.test(style.content) && !style.fontFamily.includes('Font Awesome 6 Free');
})).map(node => node.outerHTML.slice(0, 120))"""


def pages(html: Path) -> list[Path]:
    """Return the pages; ``index.html`` only sends the reader on."""
    return [path for path in sorted(html.glob("*.html")) if path.name != "index.html"]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A web server that does not write a line for each request."""

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def site(html) -> str:
    """Serve the book; return its address."""
    handler = functools.partial(QuietHandler, directory=str(html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """Return a tab of a reader who was never here before."""
    with browser.new_context(viewport=DESK, reduced_motion="reduce") as context:
        context.set_default_timeout(5000)
        yield context.new_page()


def listen(page) -> dict[str, list[str]]:
    """Collect what a tab asks for and complains about, from now on."""
    found = {"requests": [], "errors": []}
    page.on("request", lambda request: found["requests"].append(request.url))
    page.on(
        "requestfailed",  # what is under way when the reader leaves is no fault
        lambda request: "ERR_ABORTED" in request.failure or found["errors"].append(f"failed: {request.url}"),
    )
    page.on(
        "response", lambda answer: answer.status >= 400 and found["errors"].append(f"{answer.status}: {answer.url}")
    )
    page.on("console", lambda line: line.type in ("error", "warning") and found["errors"].append(line.text))
    page.on("pageerror", lambda error: found["errors"].append(str(error)))
    return found


@pytest.fixture(scope="module")
def visits(browser, site, html) -> dict[str, dict[str, list[str]]]:
    """Open each page once, light and dark, wide and narrow: page -> kind of finding -> findings."""
    findings = {}
    with browser.new_context(viewport=DESK, reduced_motion="reduce", bypass_csp=True) as context:
        for path in pages(html):
            tab = context.new_page()
            found = findings[path.name] = listen(tab)
            tab.goto(f"{site}/{path.name}", wait_until="networkidle")
            found["opened"] = list(found["requests"])
            tab.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
            tab.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => {})))")
            found["anchors"], found["images"] = tab.evaluate(DEAD_ANCHORS), tab.evaluate(HIDDEN_TEXT)
            found["no font"] = tab.evaluate(NO_FONT)
            tab.evaluate(AXE)
            tab.set_viewport_size(PHONE)
            tab.wait_for_timeout(400)  # the theme looks again at what scrolls, a moment after the width has changed
            found["phone"] = tab.evaluate(TOO_WIDE)
            tab.evaluate("document.documentElement.style.fontSize = '200%'")
            found["phone, large text"] = tab.evaluate(TOO_WIDE)
            tab.evaluate("document.documentElement.style.fontSize = ''")
            tab.evaluate(FEWER)
            found["phone axe"] = tab.evaluate(RUN_AXE, ["scrollable-region-focusable", "target-size"])
            tab.set_viewport_size(DESK)
            for theme, rules in (("light", []), ("dark", ["color-contrast", "link-in-text-block"])):
                tab.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
                found[theme] = tab.evaluate(RUN_AXE, rules)
            tab.close()
    assert len(findings) > 5
    return findings


def faults(visits, kind: str) -> dict[str, list[str]]:
    """Return the pages with findings of one kind."""
    return {name: found[kind] for name, found in visits.items() if found[kind]}


def test_no_page_asks_another_host_for_anything(visits):
    asked = {url for found in visits.values() for url in found["requests"] if not url.startswith("data:")}
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}


def test_no_page_complains_in_the_console(visits):
    assert not faults(visits, "errors")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_no_violation(visits, theme):
    assert not faults(visits, theme)


def test_axe_finds_no_violation_on_a_phone(visits):
    assert not faults(visits, "phone axe")


@pytest.mark.parametrize("how", ["phone", "phone, large text"])
def test_no_page_scrolls_sideways_on_a_phone(visits, how):
    assert not faults(visits, how)


def test_every_sign_has_a_font(visits):
    assert not faults(visits, "no font")


def test_anchors_on_the_page_exist(visits):
    assert not faults(visits, "anchors")


def test_a_page_is_light(visits, html):
    """Compressed, a first visit costs less than 500 KB with all figures; opening a further page costs less than 100 KB."""

    def weight(urls):
        paths = {html / unquote(urlsplit(url).path).lstrip("/") for url in urls if not url.startswith("data:")}
        return sum(min(path.stat().st_size, len(gzip.compress(path.read_bytes()))) for path in paths)

    assert not {
        name: weight(found["requests"]) for name, found in visits.items() if weight(found["requests"]) > 500_000
    }
    further = {}
    for name, found in visits.items():
        before = "01-one-hot.html" if name == "03-embedding-matrix.html" else "03-embedding-matrix.html"
        further[name] = weight(set(found["opened"]) - set(visits[before]["opened"]))
    assert not {name: size for name, size in further.items() if size > 100_000}


def test_every_image_loads_and_has_a_size_and_an_alt(visits):
    assert not faults(visits, "images")


def pages_with(html: Path, text: str) -> list[str]:
    """Return the names of the pages whose HTML contains the text."""
    return [path.name for path in pages(html) if text in path.read_text(encoding="utf-8")]


def chosen(page) -> set[str]:
    """Return the labels of the framework tabs that are open."""
    return set(page.locator("input[type=radio]:checked + label.sd-tab-label").all_inner_texts())


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from disk"])
def test_a_chosen_framework_holds_for_the_page_and_for_the_next_one(page, site, html, from_disk):
    start = html.as_uri() if from_disk else site
    first, second, *_ = pages_with(html, "sd-tab-set")
    page.goto(f"{start}/{first}")
    assert chosen(page) == {"Keras"}
    page.locator("label.sd-tab-label", has_text="PyTorch").first.click()
    assert chosen(page) == {"PyTorch"}
    page.goto(f"{start}/{second}")
    assert chosen(page) == {"PyTorch"}


def test_tabs_are_chosen_by_keyboard(page, site, html):
    page.goto(f"{site}/{pages_with(html, 'sd-tab-set')[0]}")
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == {"PyTorch"}


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from disk"])
def test_search_finds_words(page, site, html, from_disk):
    found = listen(page)
    page.goto(f"{html.as_uri() if from_disk else site}/intro.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("lookup")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=lookup*")
    page.locator("#search-results ul.search li a").first.wait_for()
    links = page.locator("#search-results ul.search li a").evaluate_all("links => links.map(link => link.href)")
    assert any("03-embedding-matrix.html" in link for link in links)
    assert not found["errors"]


def test_pages_from_disk_ask_for_files_only_and_do_not_complain(page, html):
    found = listen(page)
    for path in pages(html):
        page.goto(path.as_uri())
    assert {urlsplit(url).scheme for url in found["requests"]} <= {"file", "data"}
    assert not found["errors"]


def test_formulas_are_on_the_page_without_any_script(browser, html):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((html / "03-embedding-matrix.html").as_uri())
        assert page.locator(".katex math").count() > 10
        text = page.locator("article.bd-article").inner_text()
        assert r"\(" not in text and r"\frac" not in page.locator(".katex-html").first.inner_text()


def test_without_scripts_a_chapter_has_its_colours_its_place_and_formulas_in_the_middle(browser, html):
    with browser.new_context(java_script_enabled=False, viewport=DESK) as context:
        page = context.new_page()
        page.goto((html / "03-embedding-matrix.html").as_uri())
        assert page.locator(".chapter-place").inner_text() == "Words as numbers · chapter 3"
        assert page.locator("nav li.current .nav-number").inner_text().strip() == "3"
        assert page.locator("html").get_attribute("data-theme") == "light"
        page.goto((html / "08-ten-documents.html").as_uri())
        text, formula = page.locator("article.bd-article").bounding_box(), page.locator(".katex-display .katex-base")
        box = formula.first.bounding_box()
        left, right = box["x"] - text["x"], text["x"] + text["width"] - box["x"] - box["width"]
        assert min(left, right) > 50


def test_dark_is_chosen_before_any_script_file_has_come(browser, site):
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.route("**/*.js*", lambda route: route.abort())
        page.goto(f"{site}/03-embedding-matrix.html")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_text_of_twice_the_size_fits(browser, site):
    with browser.new_context(viewport=DESK) as context:
        page = context.new_page()
        page.goto(f"{site}/03-embedding-matrix.html")
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_quick_questions_work_by_keyboard(page, site):
    page.goto(f"{site}/01-one-hot.html")
    answers = page.locator(".quick-question").first.locator("details")
    answers.nth(0).locator("summary").focus()
    page.keyboard.press("Enter")
    assert answers.nth(0).evaluate("node => node.open")
    assert answers.nth(0).locator(".verdict").is_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert [answers.nth(i).evaluate("node => node.open") for i in (0, 1)] == [False, True], (
        "one answer is open at a time"
    )


def test_every_quick_question_has_one_right_answer(page, site, html):
    for name in pages_with(html, 'class="quick-question"'):
        page.goto(f"{site}/{name}")
        for question in page.locator(".quick-question").all():
            assert question.locator("details.right").count() == 1
            assert question.locator("details.wrong").count() >= 1


def test_a_term_shows_its_definition_on_focus_and_hides_it_on_escape(page, site):
    page.goto(f"{site}/03-embedding-matrix.html")
    term = page.locator("a.term").first
    tip = page.locator(f"#{term.get_attribute('aria-describedby')}")
    assert not tip.is_visible()
    term.focus()
    assert tip.is_visible() and len(tip.inner_text()) > 20
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_dark_mode_is_chosen_by_its_button_and_remembered(page, site):
    page.goto(f"{site}/01-one-hot.html")
    seen = set()
    for _ in range(3):
        page.locator("button.theme-switch-button:visible").click()
        seen.add(page.evaluate("document.documentElement.dataset.mode"))
    assert seen == {"light", "dark", "auto"}
    while page.evaluate("document.documentElement.dataset.mode") != "dark":
        page.locator("button.theme-switch-button:visible").click()
    page.goto(f"{site}/03-embedding-matrix.html")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    background = page.evaluate("getComputedStyle(document.body).backgroundColor").strip("rgb()").split(",")
    assert max(map(int, background)) < 60


def test_everything_is_reached_by_keyboard_skip_link_first(page, site):
    page.goto(f"{site}/01-one-hot.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Skip to main content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_whole_book_prints_with_links_that_lead_somewhere(html, extension, tmp_path, monkeypatch):
    pdf = extension("pdf")
    names = [
        name for name in pdf.pages(Path(__file__).parents[2] / "book" / "_toc.yml") if (html / f"{name}.html").is_file()
    ]
    book = BeautifulSoup(pdf.whole(html, names), "html.parser")
    ids = [part["id"] for part in book.select("[id]")]
    assert len(ids) == len(set(ids))
    assert {link["href"][1:] for link in book.select("a[href^='#']")} <= set(ids)
    assert all(details.has_attr("open") for details in book.select("details.answer"))
    monkeypatch.setattr(pdf, "pages", lambda toc: names[:2])
    with ThreadPoolExecutor() as pool:  # a browser of its own, and this thread has one already
        pool.submit(pdf.main, html, tmp_path / "book.pdf").result()
    assert (tmp_path / "book.pdf").read_bytes().startswith(b"%PDF")


def test_the_summary_sheet_prints_on_one_sheet(page, html):
    page.goto((html / "summary.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


@pytest.fixture
def explorer(page, html):
    """Open the explorer from disk, as from a zip, and complain about errors in the end."""
    found = listen(page)
    page.goto((html / "explorer.html").as_uri())
    page.locator(".explorer[data-ready]").wait_for()
    yield page
    assert not found["errors"]
    assert {urlsplit(url).scheme for url in found["requests"]} <= {"file", "data"}


def near(explorer) -> list[str]:
    explorer.locator(".explorer-chosen li button").first.wait_for()  # the neighbours are loaded on first need
    return explorer.locator(".explorer-chosen li button").all_inner_texts()


def test_the_explorer_finds_a_word_and_its_neighbours_light_up(explorer):
    explorer.fill("#explorer-search", "tuesday")
    assert "1 of 5000 words" in explorer.inner_text("#explorer-status")
    before = explorer.locator(".explorer canvas").screenshot()
    explorer.keyboard.press("Enter")
    assert {"monday", "wednesday", "thursday"} <= set(near(explorer))
    explorer.wait_for_timeout(100)
    assert explorer.locator(".explorer canvas").screenshot() != before
    explorer.locator(".explorer-chosen li button", has_text="monday").click()
    assert "tuesday" in near(explorer)


def test_the_explorer_works_by_keyboard_alone(explorer):
    explorer.focus("#explorer-search")
    explorer.keyboard.type("sister")
    explorer.keyboard.press("Tab")  # the first word found
    explorer.keyboard.press("Enter")
    assert "husband" in near(explorer)
    explorer.focus(".explorer canvas")
    for key in ("+", "+", "ArrowLeft", "ArrowUp", "-", "Enter"):
        explorer.keyboard.press(key)
    assert explorer.inner_text(".explorer-word") not in ("", "No word is chosen.")
    explorer.keyboard.press("0")
    assert explorer.evaluate("document.querySelector('.explorer').explorer.view") == {"x": 0.5, "y": 0.5, "zoom": 1}
    explorer.keyboard.press("Tab")
    assert explorer.evaluate("document.activeElement.dataset.do") == "in"


def test_the_explorer_changes_its_vectors_and_its_layout_and_keeps_the_word(explorer):
    explorer.fill("#explorer-search", "sister")
    explorer.keyboard.press("Enter")
    in_glove = near(explorer)
    explorer.select_option("#explorer-set", "1")
    assert near(explorer) and near(explorer) != in_glove
    places = "Array.from(document.querySelector('.explorer').explorer.positions.slice(0, 10))"
    before = explorer.evaluate(places)
    explorer.get_by_label("PCA").check()
    assert explorer.evaluate(places) != before


def test_the_explorer_is_light_until_neighbours_are_asked_for(page, html):
    found = listen(page)
    page.goto((html / "explorer.html").as_uri(), wait_until="networkidle")
    asked = {Path(unquote(urlsplit(url).path)) for url in found["requests"]}
    own = {path for path in asked if path.name == "explorer.html" or path.parent.name == "explorer"}
    assert len(own) == 4
    assert sum(len(gzip.compress(path.read_bytes())) for path in own) < 100_000
    more = html / "explorer" / "explorer-more.js"
    assert more.is_file() and more not in own
    page.fill("#explorer-search", "tuesday")
    page.keyboard.press("Tab")
    assert more.as_uri() not in found["requests"]  # to search is not to choose
    page.keyboard.press("Enter")
    assert "monday" in near(page)
    assert page.evaluate("document.activeElement.textContent") == "tuesday"
    page.locator(".explorer-chosen li button", has_text="monday").click()
    assert found["requests"].count(more.as_uri()) == 1
    assert not found["errors"]


@pytest.mark.parametrize("wish", ["word", "layout", "table"])
def test_the_explorer_says_that_it_loads_and_what_was_wished_comes(page, site, wish):
    held = []
    page.route("**/explorer-more.js", lambda route: held.insert(0, route))
    page.goto(f"{site}/explorer.html")
    page.locator(".explorer[data-ready]").wait_for()
    status, first = page.locator("#explorer-status"), page.locator(".explorer-table tbody tr").first
    assert status.inner_text() == "5000 words."
    wish_for(page, wish)
    page.wait_for_function("document.querySelector('#explorer-status').textContent.includes('Loading')")
    if wish == "table":
        assert "loading" in first.inner_text()
    if wish == "word":
        assert page.inner_text(".explorer-word") == "Loading the neighbours of “sister” …"
        page.select_option("#explorer-set", "1")  # a reader need not wait: the word stays chosen
    held[0].continue_()
    page.wait_for_function("!document.querySelector('#explorer-status').textContent.includes('Loading')")
    if wish == "word":
        assert "brother" in near(page)
    elif wish == "layout":
        assert page.evaluate("document.querySelector('.explorer').explorer.layout") == "PCA"
    else:
        assert "loading" not in first.inner_text() and first.inner_text().count(",") == 7


@pytest.mark.parametrize("wish", ["word", "layout", "table"])
def test_the_explorer_says_when_its_neighbours_cannot_be_loaded_and_tries_again(page, site, wish):
    page.route("**/explorer-more.js", lambda route: route.abort())
    page.goto(f"{site}/explorer.html")
    wish_for(page, wish)
    page.wait_for_function("document.querySelector('#explorer-status').textContent.includes('could not be loaded')")
    assert page.get_by_label("t-SNE").is_checked()
    if wish == "word":
        assert "could not be loaded" in page.inner_text(".explorer-word")
    page.unroute("**/explorer-more.js")
    page.fill("#explorer-search", "sister")
    page.keyboard.press("Enter")
    assert "husband" in near(page)
    assert "could not" not in page.inner_text("#explorer-status")


def wish_for(page, wish: str) -> None:
    """Ask the explorer for something that is not in its first picture."""
    if wish == "word":
        page.fill("#explorer-search", "sister")
        page.keyboard.press("Enter")
    elif wish == "layout":
        page.get_by_label("PCA").click()  # check() complains when a failure takes it back
    else:
        page.locator(".explorer-table summary").click()


def test_the_explorers_table_follows_the_search_and_turns_its_pages(explorer):
    explorer.locator(".explorer-table summary").click()
    rows = explorer.locator(".explorer-table tbody tr")
    assert rows.count() == 50
    explorer.get_by_role("button", name="Later words").click()
    assert rows.first.locator("td").first.inner_text() == "51"
    explorer.fill("#explorer-search", "river")
    assert "river" in rows.first.inner_text()


def test_five_thousand_points_are_drawn_within_a_frame_on_average(explorer):
    draw = """() => { const {explorer} = document.querySelector('.explorer'), start = performance.now();
        for (let i = 0; i < 50; i++) { explorer.view.x += 0.001; explorer.paint(); }
        return [explorer.set.words.length, (performance.now() - start) / 50]; }"""
    count, milliseconds = explorer.evaluate(draw)
    assert count >= 5_000
    assert milliseconds < 100  # generous, for busy machines


def test_the_explorers_table_can_be_read_without_scripts(browser, html):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((html / "explorer.html").as_uri())
        page.locator(".explorer-table summary").click()
        assert page.locator(".explorer-table tbody tr").count() == 50
