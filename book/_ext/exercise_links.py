"""Below each link to an exercise: how to open it in JupyterLab and, once the course is public, in Binder and Colab.

``course_repository`` in ``_config.yml`` ("owner/name" on GitHub) is the one setting. While it is empty there are no
links to services and no notebooks for Colab.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

PAGES_BRANCH = "gh-pages"  # where the built book is published, with the notebooks for Colab in it


def services(repository: str, branch: str, notebook: str) -> dict[str, str]:
    """Return name -> address for a notebook like ``exercises/01-one-hot/one_hot.ipynb``; none without a repository."""
    if not repository:
        return {}
    inside = notebook.removeprefix("exercises/")
    return {
        "Binder": f"https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/{quote(notebook)}",
        "Colab": f"https://colab.research.google.com/github/{repository}/blob/{PAGES_BRANCH}/colab/{quote(inside)}",
    }


def add_links(app: Sphinx, doctree: nodes.document) -> None:
    """Put a line below the paragraph that holds the download."""
    for download in list(doctree.findall(addnodes.download_reference)):
        _, found, rest = download["reftarget"].partition("exercises/")
        if not found:
            continue
        notebook = f"exercises/{rest}"
        line = nodes.paragraph("", "Open it in JupyterLab: ", classes=["exercise-links"])
        line += nodes.literal(text=f"jupyter lab {notebook}")
        for name, address in services(app.config.course_repository, app.config.course_branch, notebook).items():
            line += [nodes.Text(" · "), nodes.reference("", f"Open it in {name}", refuri=address, internal=False)]
        place = download.parent
        place.parent.insert(place.parent.index(place) + 1, line)


def for_colab(notebook: nbformat.NotebookNode, repository: str, branch: str) -> nbformat.NotebookNode:
    """Return the exercise with a first cell that brings the course's helpers and data; Colab has the rest."""
    address = f"git+https://github.com/{repository}@{branch}"
    first = nbformat.v4.new_code_cell(
        f"# Colab: fetch the course's helpers and data\n%pip install -q --no-deps {address}"
    )
    first["id"] = "colab"
    return nbformat.from_dict({**notebook, "cells": [first, *notebook.cells]})


def write_notebooks(app: Sphinx, exception: Exception | None) -> None:
    """Write the notebooks for Colab into the built book."""
    repository = app.config.course_repository
    if exception or not repository or app.builder.name != "html":
        return
    exercises = Path(app.srcdir).parent / "exercises"
    for path in exercises.glob("*/*.ipynb"):
        target = Path(app.outdir, "colab", path.relative_to(exercises))
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(for_colab(nbformat.read(path, 4), repository, app.config.course_branch), target)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the settings and the two steps."""
    app.add_config_value("course_repository", "", "env", [str])
    app.add_config_value("course_branch", "main", "env", [str])
    app.connect("doctree-read", add_links)
    app.connect("build-finished", write_notebooks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
