"""The instructor's page of an assignment: points, difficulty and discrimination of tests, times, what was set aside."""

from __future__ import annotations

import argparse
import math
import statistics
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograder.feedback import pages
from autograder.files import write_whole
from autograder.model import Result
from autograder.options import COURSE, DB_URL
from autograder.record import Record

MOST_BARS = 24


def render_report(assignment: str, records: Sequence[Record]) -> str:
    """Return the page; raises ValueError when there is no record."""
    if not records:
        raise ValueError(f"nothing is recorded for {assignment}")
    graded = [(record.student, record.result) for record in records if record.result is not None]
    counts = Counter(record.status for record in records)
    facts: dict[str, Any] = {
        "assignment": assignment,
        "counted": f"{len(records)} submitted = {counts['graded']} graded + {counts['quarantined']} quarantined"
        f" + {counts['failed']} failed",
        "scores": len(graded),
        "aside": [(r.student, r.status, r.reason) for r in records if r.status != "graded"],
        "notes": [(student, note) for student, result in graded for note in result.notes],
    }
    if graded:
        facts |= _measures([result for _, result in graded], graded)
    return pages.get_template("report.html").render(**facts)


def _measures(results: list[Result], graded: list[tuple[str, Result]]) -> dict[str, Any]:
    points = np.array([result.points for result in results])
    seconds = np.array([result.seconds for result in results])
    maximum = max(result.max_points for result in results)
    slowest = max(graded, key=lambda pair: pair[1].seconds)
    step = math.ceil((maximum or 1) / MOST_BARS)  # whole points, the highest bar holds full marks alone
    tests = list(_tests(results))
    return {
        "mean": f"{points.mean():.2f}",
        "median": f"{np.median(points):.2f}",
        "maximum": f"{maximum:g}",
        "points": _histogram(points, np.arange(0, step * (maximum // step + 1) + step, step), "points"),
        "times": _histogram(seconds, np.linspace(0, float(seconds.max()) or 1, 11), "seconds"),
        "tests": tests,
        "spots": _spots(tests),
        "seconds": f"{statistics.median(seconds):.2f}",
        "slowest": f"{slowest[0]} with {slowest[1].seconds:.2f} s",
        "rungs": ", ".join(sorted({result.rung for result in results})),
        "restarts": sum(result.restarts for result in results),
    }


def _histogram(values: np.ndarray, edges: np.ndarray, unit: str) -> dict[str, Any]:
    """Return the bars of a histogram as shapes for the page, with the words that say the same."""
    counts, edges = np.histogram(values, bins=edges)
    tallest = max(int(counts.max()), 1)
    bars: list[dict[str, Any]] = []
    for place, (count, low, high) in enumerate(zip(counts, edges[:-1], edges[1:], strict=True)):
        height = round(140 * int(count) / tallest, 1)
        title = f"{int(count)} submissions with {low:.3g} to {high:.3g} {unit}"
        shape = {"x": 4 + 40 * place, "y": 158 - height, "height": height}
        bars.append(
            {**shape, "count": int(count), "label": f"{low:.2g}" if unit == "seconds" else f"{low:g}", "title": title}
        )
    spoken = "; ".join(bar["title"] for bar in bars if bar["count"])
    return {"bars": bars, "width": 8 + 40 * len(bars), "spoken": f"Histogram of {unit}: {spoken}", "unit": unit}


def _spots(tests: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Return one spot for each test that has a discrimination: how many solve it, against how well it tells."""
    spots = []
    for test in tests:
        if test["difficulty"] != "-" and test["discrimination"] != "not defined":
            share, tells = float(test["difficulty"]), float(test["discrimination"])
            spots.append(
                {"x": 40 + 360 * share, "y": 120 - 100 * tells, "id": test["id"], "share": share, "tells": tells}
            )
    return spots


def _tests(results: list[Result]) -> list[dict[str, str]]:
    """Measure each test cell over the submissions that have it."""
    rows = []
    for name in dict.fromkeys(test.id for result in results for test in result.tests):
        found = [(result, test) for result in results for test in result.tests if test.id == name]
        own = np.array([test.points for _, test in found])
        rest = np.array([result.points - test.points for result, test in found])
        defined = len(own) > 2 and own.std() > 0 and rest.std() > 0
        messages = Counter(test.message for _, test in found if test.message)
        most = messages.most_common(1)
        highest = max(test.max_points for _, test in found)
        rows.append(
            {
                "id": name,
                "points": f"{highest:g}",
                "difficulty": f"{own.mean() / highest:.2f}" if highest else "-",
                "discrimination": f"{np.corrcoef(own, rest)[0, 1]:.2f}" if defined else "not defined",
                "milliseconds": f"{1000 * statistics.median(test.seconds for _, test in found):.0f}",
                "message": f"{most[0][0]} ({most[0][1]} times)" if most else "",
            }
        )
    return rows


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder report``."""
    parser = commands.add_parser("report", help="write the instructor's page of an assignment")
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("--db", default=DB_URL, help="the gradebook's address")
    parser.add_argument("--to", type=Path, help="the file to write; default: classroom/reports/ASSIGNMENT.html")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the page; exit status 1 where nothing was graded yet."""
    from autograder.record import open_gradebook, records_of

    path = arguments.db.removeprefix("sqlite:///")
    records: list[Record] = []
    if not arguments.db.startswith("sqlite:///") or Path(path).exists():
        engine = open_gradebook(arguments.db, COURSE)
        try:
            records = records_of(engine, arguments.assignment)
        finally:
            engine.dispose()
    if not records:
        print(f"nothing is graded yet for {arguments.assignment}; first: nbgrader autograde {arguments.assignment}")
        return 1
    target = arguments.to or Path("classroom/reports") / f"{arguments.assignment}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, render_report(arguments.assignment, records))
    print(target)
    return 0
