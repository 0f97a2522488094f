"""`autograder grade-one`: grade one file and print its Result, for debugging; no gradebook is read or written."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from autograder.masters import MasterError
from autograder.options import configured


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder grade-one``."""
    parser = commands.add_parser("grade-one", help="grade one file and print what was found (for instructors)")
    parser.add_argument("file", type=Path, metavar="FILE", help="a student's notebook")
    parser.add_argument("--assignment", required=True, metavar="ASSIGNMENT")
    parser.add_argument("--sandbox", default="auto", help="the sandbox rung (default: the strongest there is)")
    parser.add_argument("--cold", action="store_true", help="fresh interpreters instead of forks")
    parser.add_argument("--json", action="store_true", help="the whole Result, outputs included")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the Result; 0 where the file was graded, 1 where it was set aside or failed."""
    from autograder.classrun import EngineError, environment
    from autograder.intake import Quarantined, read_submission
    from autograder.nbgrader_plugin import find_master, make_grader
    from autograder.sandbox import SandboxError

    options = configured(sandbox=arguments.sandbox, warm=not arguments.cold, workers=1, scheduler="")
    try:
        master = find_master(Path("solutions"), arguments.assignment)
        if not arguments.file.is_file():
            raise MasterError(f"there is no file {arguments.file}")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copyfile(arguments.file, Path(folder) / arguments.file.name)
            submission = read_submission(
                Path(folder), master, student="grade-one", limits=options.limits, environment=environment()
            )
        if isinstance(submission, Quarantined):
            print(f"quarantined: {submission.reason}")
            return 1
        grader = make_grader(options, master)
        try:
            result = grader.grade(submission)
        finally:
            grader.close()
    except (MasterError, SandboxError, EngineError) as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.json:
        print(json.dumps(asdict(result), indent=1))
        return 0 if result.status == "graded" else 1
    print(
        f"{result.status}: {result.points:g} of {result.max_points:g} points by tests, {result.seconds:.2f} s, "
        f"{result.cpu_seconds:.2f} CPU s, sandbox {result.rung}, {result.restarts} restarts {result.reason}"
    )
    for note in result.notes:
        print(f"note: {note}")
    for cell in result.cells:
        if cell.status != "ok":
            print(_harmless(f"{cell.id}: {cell.status}: {cell.message}\n{cell.detail}"))
    for test in result.tests:
        print(f"{test.id}: {test.status}, {test.points:g} of {test.max_points:g} {test.message}")
        if test.status != "passed" and test.detail:
            print(_harmless(test.detail))
    return 0 if result.status == "graded" else 1


def _harmless(text: str) -> str:
    """Return text that a terminal shows and does not obey: what a student's code printed stands in it."""
    return "".join(c if c.isprintable() or c in "\n\t" else f"\\x{ord(c):02x}" for c in text)
