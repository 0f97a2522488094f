"""The small extensions of the book: links of exercises, formulas, styles cut to what is used, questions."""

import json
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from bs4 import BeautifulSoup

pytest.importorskip("sphinx")
EXERCISES = sorted((Path(__file__).parents[2] / "exercises").glob("*/*.ipynb"))


def test_without_a_public_repository_no_service_is_linked(extension):
    assert extension("exercise_links").services("", "main", "exercises/01-one-hot/one_hot.ipynb") == {}


def test_with_one_the_links_of_binder_and_colab_name_repository_branch_and_notebook(extension):
    links = extension("exercise_links").services("someone/course", "main", "exercises/01-one-hot/one_hot.ipynb")
    assert links == {
        "Binder": "https://mybinder.org/v2/gh/someone/course/main?urlpath=lab/tree/exercises/01-one-hot/one_hot.ipynb",
        "Colab": "https://colab.research.google.com/github/someone/course/blob/gh-pages/colab/01-one-hot/one_hot.ipynb",
    }


def test_notebooks_for_colab_are_written_where_the_links_point(extension, tmp_path):
    links = extension("exercise_links")
    config = SimpleNamespace(course_repository="someone/course", course_branch="main")
    book = Path(__file__).parents[2] / "book"
    app = SimpleNamespace(config=config, builder=SimpleNamespace(name="html"), srcdir=book, outdir=tmp_path)
    links.write_notebooks(app, None)
    for exercise in EXERCISES:
        address = links.services("someone/course", "main", f"exercises/{exercise.parent.name}/{exercise.name}")["Colab"]
        written = nbformat.read(tmp_path / address.split("/gh-pages/")[1], 4)
        nbformat.validate(written)
        assert "git+https://github.com/someone/course@main" in written.cells[0].source
        assert written.cells[1:] == nbformat.read(exercise, 4).cells, "the exercise itself is unchanged"


def test_every_exercise_keeps_its_graded_cells_on_colab(extension):
    for exercise in EXERCISES:
        adapted = extension("exercise_links").for_colab(nbformat.read(exercise, 4), "someone/course", "main")
        ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in adapted.cells]
        given = [
            cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in json.loads(exercise.read_text())["cells"]
        ]
        assert ids[1:] == given


def test_formulas_become_html_and_mathml_and_faults_are_told(extension):
    katex = extension("built_math").katex
    html = katex(r"\sum_t E_{i_t} \in \mathbb{R}^D", True)
    assert "<math" in html and "katex-display" in html
    with pytest.raises(ValueError, match="KaTeX parse error"):
        katex(r"\frac{1}{", False)


@pytest.mark.parametrize(
    ("selector", "wanted"),
    [
        (".a.b > #c", {"a", "b", "c"}),
        ("html[data-theme=dark] .btn:not(.quiet)", {"btn"}),
        (".sd-col-1\\.5 p:hover", {"sd-col-1.5"}),
        ("main p", set()),
    ],
)
def test_names_that_a_selector_needs(extension, selector, wanted):
    assert extension("light_pages").names(selector) == wanted


def test_styles_are_cut_to_what_some_page_uses(extension, tmp_path):
    light_pages = extension("light_pages")
    (tmp_path / "_static" / "styles").mkdir(parents=True)
    (tmp_path / "_static" / "basic.css").write_text("p{margin:0}")
    sheet = tmp_path / "_static" / "styles" / "theme.css"
    sheet.write_text('@import "../basic.css";.used,.not{a:url(x.png)}.not{b:c}@media print{.not{d:e}.used{f:g}}')
    css = light_pages.bundle(tmp_path, light_pages.imported_first([sheet]), {"used"})
    assert css.replace("\n", "").replace(" ", "") == "p{margin:0}.used{a:url(styles/x.png)}@mediaprint{.used{f:g}}"


def test_each_chapter_cites_into_its_own_list(extension):
    text = (
        "{cite:p}`a2001, b2002` and {cite:t}`a2001`; `code`.\n\n```{bibliography}\n:filter: docname in docnames\n```\n"
    )
    found = extension("chapter_references").prefixed(text, "05-x")
    assert "{cite:p}`05-x-a2001,05-x-b2002` and {cite:t}`05-x-a2001`; `code`." in found
    assert "```{bibliography}\n:keyprefix: 05-x-\n:filter: docname in docnames\n```" in found
    assert extension("chapter_references").prefixed("{cite}`a2001`", "intro") == "{cite}`a2001`"


def test_the_explorers_data_become_two_scripts_that_say_the_same(extension, tmp_path):
    data, more = '[{"words": "deep learning"}]', '[{"count": 8}]'
    inline = '<p>before</p><script type="application/json" class="explorer-data">{}</script>\n'
    page = (inline + '<script type="application/json" class="explorer-more">{}</script><p>after</p>').format(data, more)
    (tmp_path / "explorer.html").write_text(page)
    app = SimpleNamespace(outdir=tmp_path, builder=SimpleNamespace(format="html"))
    for _ in range(2):  # a second build that leaves the page alone leaves the script alone
        extension("explorer_data").move(app, None)
        later = '<script type="application/json" class="explorer-more" data-src="explorer/explorer-more.js"></script>'
        script = f'<p>before</p><script src="explorer/explorer-data.js"></script>\n{later}<p>after</p>'
        assert (tmp_path / "explorer.html").read_text() == script
        assert (tmp_path / "explorer" / "explorer-data.js").read_text() == f"window.explorerData = {data};\n"
        assert (tmp_path / "explorer" / "explorer-more.js").read_text() == f"window.explorerMore = {more};\n"


NAVIGATION = """<html data-content_root="./"><head><script src="_static/documentation_options.js"></script>
<script src="_static/doctools.js"></script></head><body><nav class="bd-docs-nav"><ul>
<li class="toctree-l1"><a class="reference" href="01-one-hot.html">Words as symbols</a></li>
<li class="toctree-l1 current"><a class="reference" href="#">The embedding matrix</a></li>
<li class="toctree-l1"><a class="reference" href="glossary.html">Glossary</a></li></ul></nav>
<ul class="bd-breadcrumbs"><li class="breadcrumb-item active">The embedding matrix</li></ul>
<article><section><h1>The embedding matrix</h1><p>First words.</p></section>
<table><tr><td><code>embeddings_initializer</code></td></tr></table></article></body></html>"""


def test_a_page_says_in_which_part_and_chapter_the_reader_is(extension):
    page = BeautifulSoup(NAVIGATION, "html.parser")
    extension("light_pages").place(page, "03-x", {"Words as numbers": ["01-one-hot", "03-x"]})
    assert [item.get_text(" ", strip=True) for item in page.select("nav li")] == [
        "Words as numbers", "1 Words as symbols", "3 The embedding matrix", "Beside the chapters", "Glossary",
    ]  # fmt: skip
    assert page.h1.find_previous_sibling().get_text() == "Words as numbers · chapter 3"
    assert page.select_one(".bd-breadcrumbs").get_text(" ", strip=True) == "Words as numbers The embedding matrix"


def test_scripts_wait_for_the_text_and_settings_stand_in_the_page(extension, tmp_path):
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "documentation_options.js").write_text("const DOCUMENTATION_OPTIONS = {};")
    page = BeautifulSoup(NAVIGATION, "html.parser")
    extension("light_pages").mend(page, tmp_path / "03-x.html", {})
    settings, doctools = page.select("script")
    assert "DOCUMENTATION_OPTIONS = {}" in settings.string and not settings.has_attr("src")
    assert doctools.has_attr("defer")
    assert str(page.select_one("td code")) == "<code>embeddings_<wbr/>initializer</code>"
    assert page.select_one("meta[name=description]")["content"] == "First words."
