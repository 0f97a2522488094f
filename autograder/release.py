"""Make what students get: ``exercises/`` from the masters, through nbgrader's own generator."""

from __future__ import annotations

import argparse
import json
import logging
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from autograder.files import write_whole
from autograder.masters import NOTEBOOK_METADATA, PRIVATE, Master, read_masters, write_notebook


class ReleaseError(RuntimeError):
    """nbgrader could not make a release; the message says for which assignment and why."""


def make_release(masters: Iterable[Master], target: Path) -> list[Path]:
    """Write ``target/<assignment>/`` for each master; return the files written.

    The same pipeline as ``nbgrader generate_assignment --no-db``: the gradebook is none of its business.
    A notebook that somebody has worked in stays as it is, and is not among the files returned.
    """
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as scratch:
        config = Config()
        config.CourseDirectory.release_directory = str(Path(scratch) / "release")
        config.GenerateAssignment.no_database, config.SaveCells.enabled = True, False
        config.CourseDirectory.ignore = PRIVATE
        for master in masters:
            write_notebook(master)
            config.CourseDirectory.source_directory = str(master.folder.parent.resolve())
            api = NbGraderAPI(config=config)
            outcome = api.generate_assignment(master.assignment, force=True, create=True)
            if not outcome["success"]:
                raise ReleaseError(f"{master.assignment}: {outcome.get('error') or outcome.get('log')}")
            made = Path(scratch) / "release" / master.assignment
            for path in sorted(made.rglob("*")):
                if path.is_file():
                    new = target / master.assignment / path.relative_to(made)
                    new.parent.mkdir(parents=True, exist_ok=True)
                    if worked_in(new):
                        continue
                    # an unchanged file keeps its time, so that nothing that depends on it is made again
                    if not new.exists() or new.read_bytes() != path.read_bytes():
                        write_whole(new, path.read_bytes())
                    written.append(new)
    return written


def worked_in(path: Path) -> bool:
    """Whether a notebook holds somebody's work: an answer, a cell that ran, what most editors note when they save.

    A release has none of them, also one of an older master. What can't be read may be work, too.
    """
    if path.suffix != ".ipynb" or not path.exists() or not path.stat().st_size:
        return False
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        ran = any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
        answers = [cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("solution")]
        answered = not all(re.search("YOUR (CODE|ANSWER) HERE", "".join(cell["source"])) for cell in answers)
        return ran or answered or notebook["metadata"] != NOTEBOOK_METADATA
    except (ValueError, LookupError, TypeError, AttributeError):
        return True


def differences(masters: list[Master], exercises: Path) -> list[str]:
    """Say, a line a file, where ``exercises`` is not what the masters make."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = {path.relative_to(scratch): path.read_bytes() for path in make_release(masters, Path(scratch))}
    found = {path.relative_to(exercises): path for path in exercises.rglob("*") if path.is_file()}
    lines = [f"{path}: missing" for path in fresh if path not in found]
    lines += [
        f"{path}: not what its master makes"
        for path in fresh
        if path in found and found[path].read_bytes() != fresh[path]
    ]
    lines += [f"{path}: no master makes it" for path in found if path not in fresh]
    return sorted(lines)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder release``."""
    parser = commands.add_parser("release", help="make exercises/ from solutions/")
    parser.add_argument("assignments", nargs="*", metavar="ASSIGNMENT", help="default: all")
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a file would change")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the release, or say where it is out of date."""
    logging.getLogger("traitlets").setLevel(logging.ERROR)
    every = list(read_masters(Path("solutions")))
    chosen = [master for master in every if master.assignment in arguments.assignments or not arguments.assignments]
    unknown = set(arguments.assignments) - {master.assignment for master in every}
    if unknown:
        print(f"no such assignment: {', '.join(sorted(unknown))}; there are {', '.join(m.assignment for m in every)}")
        return 2
    exercises = Path("exercises")
    if arguments.check:
        lines = differences(every, exercises)
        print("\n".join(lines) or "exercises/ is what the masters make")
        return 1 if lines else 0
    for path in make_release(chosen, exercises):
        print(path)
    for path in sorted(path for master in chosen for path in (exercises / master.assignment).rglob("*.ipynb")):
        if worked_in(path):
            print(f"{path} holds somebody's work and stays as it is; delete it to get the empty one again")
    return 0
