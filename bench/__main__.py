"""Measure and print: ``python -m bench [book|grading|parts|scale|attacks|ASSIGNMENT]...``; all when none is named."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from autograder.masters import Master, read_masters
from bench import attacks, scale
from bench.floor import floor_of
from bench.ours import OurCourse, parts
from bench.stock import StockCourse
from bench.timing import machine, row, run, table

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


def grading(masters: Sequence[Master]) -> None:
    """Grade the reference solution of each assignment again and again: stock nbgrader beside this engine."""
    cores = os.cpu_count() or 1
    print("\n## Grading beside stock nbgrader (a class of right solutions, whole commands, SQLite)\n")
    print(
        "Seconds of wall-clock time. first: a class of one; next: each further submission; cells: the notebook's cells"
    )
    print(f"alone, in a process that has only imported, divided by the {cores} cores: the floor for any grader.\n")
    table("assignment", "first, stock", "first, ours", "next, stock", "next, ours", "ratio", "cells", "ours to cells")
    for master in masters:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
            ours_course, stock_course = OurCourse(Path(two), master, ROOT), StockCourse(Path(one), master)
            ours_course.grade(1)  # makes the list of modules, which is kept
            stock_first, stock = slope(stock_course, 1, 3, 2)
            cells = floor_of(master).first / cores
            ours_first, ours = slope(ours_course, 1, 81 if cells < 0.4 else 21, 3)
        row(
            master.assignment,
            *(f"{stock_first:.1f}", f"{ours_first:.1f}", f"{stock:.2f}", f"{ours:.3f}"),
            *(f"{stock / ours:.0f}", f"{cells:.3f}", f"{ours / cells:.1f}"),
        )


def cost_of_parts(masters: Sequence[Master]) -> None:
    """Show where the time of one submission goes, one at a time."""
    print("\n## Parts of one submission (medians, one at a time)\n")
    for master in masters:
        found = parts(master)
        cells = floor_of(master)
        found |= {"cells alone in a fork": cells.first, "once more there": cells.again}
        print(f"{master.assignment}: " + "; ".join(
            f"{name} {seconds * 1000:.0f} ms" for name, seconds in found.items()
        ), flush=True)  # fmt: skip


def large_classes(masters: Sequence[Master]) -> None:
    """Show how time, memory, cores and gradebook grow with the class: real submissions, then made-up grades."""
    print("\n## Large classes of the first assignment: real submissions, one command each\n")
    table("submissions", "seconds", "ms each", "CPU ms each", "cores busy", "largest process, MB")
    for size, used in scale.real(masters[0], [100, 1_000, 10_000], ROOT):
        each = 1000 / size
        row(
            f"{size:,}",
            *(f"{used.wall:.1f}", f"{used.wall * each:.1f}", f"{used.cpu * each:.1f}"),
            *(f"{used.busy():.0%}", f"{used.peak:.0f}"),
        )
    print("\n## The executor alone: made-up grades; reading, recording and notebooks are real\n")
    table("submissions", "seconds", "ms each", "memory grew by, MB", "SQL statements each", "commits each")
    for ran in scale.executor(masters[0], [1_000, 10_000, 30_000], ROOT):
        row(
            f"{ran.size:,}",
            *(f"{ran.seconds:.1f}", f"{ran.seconds / ran.size * 1000:.1f}", f"{ran.growth:.1f}"),
            *(f"{ran.statements / ran.size:.2f}", f"{ran.commits / ran.size:.2f}"),
        )


if __name__ == "__main__":
    start = time.time()
    every = list(read_masters(ROOT / "solutions"))
    chosen = [master for master in every if master.assignment in sys.argv[1:]] or every
    measures = {
        "book": book,
        "grading": lambda: grading(chosen),
        "parts": lambda: cost_of_parts(chosen),
        "scale": lambda: large_classes(chosen),
        "attacks": attacks.report,
    }
    names = {master.assignment for master in every}
    if unknown := set(sys.argv[1:]) - set(measures) - names:
        sys.exit(f"bench: no {', '.join(sorted(unknown))}; there are {', '.join([*measures, *sorted(names)])}")
    print(f"# Measured on {machine()}")
    for name in [name for name in measures if name in sys.argv[1:]] or measures:
        measures[name]()
    print(f"\n{time.time() - start:.0f} s in all; load at the end: {machine()}")
