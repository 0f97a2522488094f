"""Measure and print: ``python -m bench [book] [grading] [parts] [attacks]``; all of them when none is named."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from autograder.masters import read_masters
from bench import attacks
from bench.ours import OurCourse, parts, pure_seconds
from bench.stock import StockCourse
from bench.timing import machine, run

ROOT = Path(__file__).parents[1]


def book() -> None:
    """Build a copy of the book from nothing, again unchanged, after a change of prose, after a change of code."""
    print("\n## The book (one run each)\n")
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("book", "exercises", "embedding_course"):
            shutil.copytree(ROOT / name, Path(scratch) / name)
        shutil.copy(ROOT / "_config.yml", scratch)
        chapter = Path(scratch) / "book" / "01-one-hot.md"
        steps = [
            ("cold", lambda text: text),
            ("nothing changed", lambda text: text),
            ("one sentence changed", lambda text: text.replace("A computer has no idea", "A machine has no idea")),
            ("one code cell changed", lambda text: text.replace("words, sizes = 10_000", "words, sizes = 9_000")),
        ]
        for name, change in steps:
            text = chapter.read_text()
            if change(text) != text:
                chapter.write_text(change(text))
            print(f"{name:24} {run(['jupyter-book', 'build', 'book'], Path(scratch)):6.1f} s", flush=True)


def slope(course: StockCourse | OurCourse, few: int, many: int, rounds: int) -> tuple[float, float]:
    """Return seconds of a small class and of each further submission, medians over rounds."""
    small = [course.grade(few) for _ in range(rounds)]
    large = [course.grade(many) for _ in range(rounds)]
    further = [(b - a) / (many - few) for a, b in zip(small, large, strict=True)]
    return median(small), median(further)


def grading() -> None:
    """Grade the reference solution of each assignment again and again: stock nbgrader beside this engine."""
    print("\n## Grading beside stock nbgrader (a class of right solutions, whole commands, SQLite)\n")
    print("| assignment | grader | class of one, s | each further submission, s | ratio |")
    print("|---|---|---|---|---|")
    for master in read_masters(ROOT / "solutions"):
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            stock_first, stock = slope(StockCourse(Path(one), master), 1, 3, 2)
            ours_course = OurCourse(Path(two), master, ROOT)
            ours_course.grade(1)  # makes the list of modules, which is kept
            ours_first, ours = slope(ours_course, 1, 81, 3)
        name = master.assignment
        print(f"| {name} | stock | {stock_first:.1f} | {stock:.2f} | 1 |")
        print(f"| {name} | ours | {ours_first:.1f} | {ours:.3f} | {stock / ours:.0f} |", flush=True)


def cost_of_parts() -> None:
    """Show where the time of one submission goes, one at a time."""
    print("\n## Parts of one submission (medians, one at a time)\n")
    for master in read_masters(ROOT / "solutions"):
        found = parts(master)
        cells = pure_seconds(master)
        print(f"{master.assignment}: cells alone in one warm process {cells * 1000:.0f} ms; " + "; ".join(
            f"{name} {seconds * 1000:.0f} ms" for name, seconds in found.items()
        ), flush=True)  # fmt: skip


if __name__ == "__main__":
    start = time.time()
    chosen = sys.argv[1:] or ["book", "grading", "parts", "attacks"]
    print(f"# Measured on {machine()}")
    for wanted, measure in (
        ("book", book),
        ("grading", grading),
        ("parts", cost_of_parts),
        ("attacks", attacks.report),
    ):
        if wanted in chosen:
            measure()
    print(f"\n{time.time() - start:.0f} s in all; load at the end: {machine()}")
