"""Feedback pages, built from results: the student's own cells, the points of each test, and the author's words.

Nothing of the grading run but points and static words reaches a page; outputs are those stored in the file handed in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.files import write_whole
from autograder.human import Human
from autograder.intake import Shown, shown_cells
from autograder.masters import Master, MasterCell
from autograder.record import Record

MAX_TEXT, MAX_HTML, MAX_IMAGE, MAX_OUTPUTS = 20_000, 100_000, 2 * 2**20, 30
PAGE_OUTPUTS, PAGE_HTML = 500, 2 * 10**6
MAX_DEPTH = 200
"""elements in one another; the cleaning of HTML takes time by the square of it"""
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_TAGS = {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "p",
    "b",
    "i",
    "em",
    "strong",
    "code",
    "pre",
    "ul",
    "ol",
    "li",
    "br",
}

pages = Environment(
    loader=PackageLoader("autograder"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass
class Task:
    """One heading of a page: an answer, and the tests that follow it."""

    title: str
    cells: list[dict[str, Any]] = field(default_factory=list)
    tests: list[dict[str, Any]] = field(default_factory=list)
    stopped: str = ""
    written: str = ""
    comments: list[str] = field(default_factory=list)


def write_feedback(record: Record, master: Master, submitted: Path | None, target: Path, human: Human) -> None:
    """Write one page to ``target``, whole or not at all.

    submitted: the folder that was handed in; None where it no longer is what was graded
    """
    page = render(record, master, shown_cells(submitted, master) if submitted else None, human)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, page)


def render(record: Record, master: Master, cells: dict[str, list[Shown]] | None, human: Human) -> str:
    """Return the page of one submission; without its cells where they are not at hand."""
    tasks = list(_tasks(record, master, cells or {}, human))
    total = maximum = None
    if record.result is not None:
        tests = {test.id: test.points for test in record.result.tests}
        given = (_points(cell, tests, human) for cell in master.cells if cell.role in ("test", "written"))
        total, maximum = f"{max(0.0, sum(given) - human.penalty):g}", f"{master.points:g}"
    return pages.get_template("feedback.html").render(
        assignment=master.assignment,
        student=record.student,
        reason="" if record.status == "graded" else record.reason,
        total=total,
        maximum=maximum,
        penalty=f"{human.penalty:g}" if human.penalty else "",
        notes=record.result.notes if record.result else (),
        tasks=tasks,
        none_shown="Not answered." if cells is not None else "Not shown: the file here is not the one that was graded.",
    )


def _points(cell: MasterCell, tests: dict[str, float], human: Human) -> float:
    by_hand = human.points.get(cell.id)
    return by_hand if by_hand is not None else tests.get(cell.id, 0.0)


def _tasks(record: Record, master: Master, cells: dict[str, list[Shown]], human: Human) -> Iterator[Task]:
    room = Room()
    results = {test.id: test for test in record.result.tests} if record.result else {}
    ran = {cell.id: cell for cell in record.result.cells} if record.result else {}
    title, task = master.assignment, None
    for cell in master.cells:
        heading = re.search(r"^#{1,3} (.+)$", cell.source, re.MULTILINE) if cell.role == "text" else None
        if heading:
            title = heading.group(1)
        if cell.role in ("solution", "written"):
            if task:
                yield task
            task = Task(title, [_shown(each, room) for each in cells.get(cell.id, []) if each.source.strip()])
            if cell.id in ran and ran[cell.id].status in ("error", "killed"):
                task.stopped = ran[cell.id].message
            if cell.role == "written":
                by_hand = human.points.get(cell.id)
                said = "graded by a person later" if by_hand is None else f"{by_hand:g} of {cell.points:g} points"
                task.written = f"Written answer: {said}." if by_hand is not None or record.result else ""
        elif cell.role == "test" and task and cell.id in results:
            found = results[cell.id]
            by_hand = human.points.get(cell.id)
            points = found.points if by_hand is None else by_hand
            task.tests.append(
                {"id": cell.id, "status": found.status, "message": found.message, "points": f"{points:g}",
                 "max_points": f"{found.max_points:g}"}
            )  # fmt: skip
        if task and cell.id in human.comments:
            task.comments.append(human.comments[cell.id])
    if task:
        yield task


@dataclass
class Room:
    """What a page may still hold of stored outputs."""

    outputs: int = PAGE_OUTPUTS
    html: int = PAGE_HTML


def _shown(cell: Shown, room: Room) -> dict[str, Any]:
    given = cell.outputs[: min(MAX_OUTPUTS, room.outputs)]
    room.outputs -= len(given)
    return {"source": _cut(cell.source), "outputs": [html for each in given if (html := _output(each, room))]}


def _depth(html: str) -> int:
    """Return how many elements are open at most, roughly: one that is not closed stays open."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", html.lower()):
        if not closing and name not in _VOID:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif closing and opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def _text(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "".join(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}\n... ({len(text) - MAX_TEXT:,} more characters)"


def _output(output: Any, room: Room) -> Markup | None:
    """Return one stored output as harmless HTML: a picture, a cleaned table, or text."""
    if not isinstance(output, dict):
        return None
    data = output.get("data")
    data = data if isinstance(data, dict) else {}
    for kind in ("image/png", "image/jpeg", "image/gif"):
        picture = _text(data.get(kind))
        if picture and len(picture) <= MAX_IMAGE and _BASE64.fullmatch(picture):
            code = "".join(picture.split())
            return Markup('<img alt="picture shown by your cell" src="data:{};base64,{}">').format(kind, code)
    html = _text(data.get("text/html"))
    if html and len(html) <= min(MAX_HTML, room.html) and _depth(html) <= MAX_DEPTH:
        room.html -= len(html)
        cleaned = nh3.clean(html, tags=_TAGS, attributes={}, clean_content_tags={"script", "style"})
        if cleaned.strip():
            return Markup(cleaned)
    text = _text(output.get("text")) or _text(data.get("text/plain"))
    if not text and output.get("output_type") == "error":
        text = f"{_text(output.get('ename'))}: {_text(output.get('evalue'))}"
    text = _ANSI.sub("", text)
    return Markup('<pre tabindex="0">{}</pre>').format(_cut(text)) if text.strip() else None
