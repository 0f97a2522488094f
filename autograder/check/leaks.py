"""Find lines of solutions and hidden tests in what students and readers get."""

from __future__ import annotations

import html
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.check.lint import Finding
from autograder.check.mutants import solution_lines
from autograder.masters import Master
from autograder.release import ReleaseError, make_release


def leaks(master: Master, exercises: Path, *readable: Path) -> Iterator[Finding]:
    """Look into a fresh release, the committed one, and the pages of the book (files, or folders of them)."""
    secret = secret_lines(master)
    with tempfile.TemporaryDirectory() as scratch:
        try:
            made = make_release([master], Path(scratch))
        except ReleaseError as error:
            yield Finding(master.path.name, f"nbgrader cannot make the release: {str(error)[:300]}")
            made = []
        yield from _search(secret, made, Path(scratch))
    committed = [path for path in sorted((exercises / master.assignment).rglob("*")) if path.is_file()]
    yield from _search(secret, committed, exercises.parent)
    for place in readable:
        pages = [path for path in sorted(place.rglob("*")) if path.suffix in (".md", ".html", ".ipynb", ".js", ".py")]
        yield from _search(secret, pages, place.parent)


def secret_lines(master: Master) -> dict[str, str]:
    """Return the lines that only instructors may see -> the cell they stand in.

    Left out: lines that students see in the code around them, and lines too short to tell anything.
    """
    shown = {_squeezed(line) for cell in master.cells if cell.role != "text" for line in _shown(cell.visible_source)}
    found = {}
    for cell in master.cells:
        if cell.role in ("solution", "written"):
            lines = [line for n, line in enumerate(cell.source.splitlines()) if n in solution_lines(cell.source)]
        elif cell.role == "test" and cell.has_hidden_tests:
            lines = re.findall(r"BEGIN HIDDEN TESTS[^\n]*\n(.*?)[^\n]*END HIDDEN TESTS", cell.source, re.DOTALL)
            lines = "\n".join(lines).splitlines()
        else:
            continue
        for line in lines:
            code = _squeezed(line.partition("  #")[0])
            if len(code) >= 20 and len(re.findall(r"\w+", code)) >= 4 and code not in shown:
                found[code] = cell.id
    return found


def _shown(source: str) -> list[str]:
    hidden = solution_lines(source) if "BEGIN SOLUTION" in source else set()
    return [line for number, line in enumerate(source.splitlines()) if number not in hidden]


def _search(secret: dict[str, str], paths: list[Path], root: Path) -> Iterator[Finding]:
    for path in paths:
        text = _squeezed(_text_of(path))
        for line, cell in secret.items():
            if line in text:
                yield Finding(str(path.relative_to(root)), f"a line of {cell} stands in it: {line[:80]}")


def _text_of(path: Path) -> str:
    text = path.read_bytes().decode("utf-8", errors="replace")
    if path.suffix == ".ipynb":
        try:
            cells = json.loads(text)["cells"]
            return text + "\n".join("".join(cell["source"]) for cell in cells)
        except (ValueError, KeyError, TypeError):
            return text
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", "", text))
    return text


def _squeezed(text: str) -> str:
    return " ".join(text.split())
