"""Write reports as one HTML file that asks no other host for anything."""

from __future__ import annotations

from pathlib import Path

import jinja2

from autograder.check.contracts import Report
from autograder.check.table import summary


def write_page(reports: list[Report], target: Path) -> None:
    """Write the page; make its folder where it is missing."""
    loader = jinja2.FileSystemLoader(Path(__file__).parents[1] / "templates")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    page = environment.get_template("check.html").render(reports=reports, summary=summary)
    target.write_text(page, encoding="utf-8")
