"""The command `autograder check`."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

SAMPLE = 60


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder check``."""
    parser = commands.add_parser("check", help="can the exercises be trusted? contracts, mutants, lint")
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    size = parser.add_mutually_exclusive_group()
    size.add_argument(
        "--sample", type=int, default=SAMPLE, metavar="N", help="mutants an assignment (default: %(default)s)"
    )
    size.add_argument("--full", action="store_true", help="every mutant, and 200 runs of the reference")
    parser.add_argument("--page", type=Path, default=Path("classroom/reports/check.html"), metavar="FILE",
                        help="where to write the page (default: %(default)s)")  # fmt: skip
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 2, metavar="N", help="runs at the same time")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check; return 1 when a contract is broken, 2 when the check could not be made."""
    from rich.console import Console

    from autograder.check.contracts import check
    from autograder.check.page import write_page
    from autograder.check.table import show
    from autograder.sandbox import SandboxError

    logging.getLogger("traitlets").setLevel(logging.ERROR)
    console = Console(width=None if sys.stdout.isatty() else 120)
    solutions = Path("solutions")
    if not solutions.is_dir():
        console.print("no folder solutions/ here; run this from the root of the course", markup=False)
        return 2
    every = [folder for folder in sorted(solutions.iterdir()) if folder.is_dir() and any(folder.glob("*.py"))]
    names = {folder.name for folder in every}
    unknown = sorted(set(arguments.assignments) - names)
    if unknown or not every:
        there = ", ".join(sorted(names)) or "none"
        console.print(f"no such assignment: {', '.join(unknown) or 'any'}; there are: {there}", markup=False)
        return 2
    if arguments.sample < 1 or arguments.workers < 1:
        console.print("--sample and --workers must be at least 1", markup=False)
        return 2
    reports = []
    try:
        for folder in every:
            if folder.name in arguments.assignments or not arguments.assignments:
                count = None if arguments.full else arguments.sample
                book = (Path("book"), Path("_build/html"))
                reports.append(
                    check(
                        folder,
                        Path("exercises"),
                        count=count,
                        full=arguments.full,
                        workers=arguments.workers,
                        readable=book,
                    )
                )
    except SandboxError as error:
        console.print(f"nothing can be run: {error}", markup=False)
        return 2
    show(reports, console)
    write_page(reports, arguments.page)
    console.print(f"page: {arguments.page}", markup=False)
    return 0 if all(report.ok for report in reports) else 1
