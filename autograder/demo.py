"""A demonstration class whose right grades are known: the reference, every variant, and the untouched release."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.masters import Master, read_masters
from autograder.model import Limits
from autograder.options import COURSE, DB_URL, configured
from autograder.variants import handed_in, read_variants

MARK = ".demonstration"
"""the file that says that a folder was made here and may be made again"""


def members(master: Master) -> Iterator[tuple[str, dict[str, str] | None, float]]:
    """Yield (student id, answers as `handed_in` takes them, points that its tests must give) of each of the class."""
    full = sum(cell.points for cell in master.cells if cell.role == "test")
    yield "demo-reference", {}, full
    yield "demo-untouched", None, 0.0
    for variant in read_variants(master):
        student = f"demo-{variant.kind}-{variant.name.replace('_', '-')}"
        yield student, variant.sources, variant.expected_points(master)


def make_class(masters: Iterable[Master], submitted: Path) -> int:
    """Write the class below ``submitted``; return how many submissions. A student's own folder is never touched."""
    count = 0
    for master in masters:
        for student, answers, _ in members(master):
            folder = submitted / student / master.assignment
            if folder.exists() and not (submitted / student / MARK).exists():
                print(f"{folder} was not made by this command and stays as it is")
                continue
            folder.mkdir(parents=True, exist_ok=True)
            (submitted / student / MARK).touch()
            path, notebook = folder / f"{master.notebook}.ipynb", handed_in(master, answers)
            if not path.exists() or path.read_text(encoding="utf-8") != notebook:
                path.write_text(notebook, encoding="utf-8")
            count += 1
    return count


def unfinished(masters: Iterable[Master], classroom: Path, db_url: str, limits: Limits) -> Iterator[str]:
    """Yield each assignment that has a submission not graded as it is now, or lacks a page of feedback or the report.

    Looks at everything in ``classroom/submitted``, also at what others than the demonstration class handed in.
    """
    from autograder.classrun import basis, fingerprint, hash_or_nothing
    from autograder.files import is_newer
    from autograder.intake import submitted_students
    from autograder.record import open_gradebook, records_of

    engine = open_gradebook(db_url, COURSE)
    try:
        for master in masters:
            recorded = {record.student: record for record in records_of(engine, master.assignment)}
            grades_now = basis(master, limits)
            report = classroom / "reports" / f"{master.assignment}.html"
            for student, folder in submitted_students(classroom / "submitted", master.assignment):
                record = recorded.get(student)
                page = classroom / "feedback" / student / master.assignment / f"{master.notebook}.html"
                if (
                    record is None
                    or record.status == "failed"
                    or record.fingerprint != fingerprint(hash_or_nothing(folder), grades_now)
                    or not is_newer(page, record.recorded_at)
                    or not is_newer(report, record.recorded_at)
                ):
                    yield master.assignment
                    break
    finally:
        engine.dispose()


def wrong_grades(masters: Iterable[Master], db_url: str) -> list[str]:
    """Say, a line a submission, where the gradebook differs from what the class must get."""
    from autograder.record import automatic_points, open_gradebook

    lines = []
    engine = open_gradebook(db_url, COURSE)
    try:
        for master in masters:
            found = automatic_points(engine, master.assignment)
            for student, _, points in members(master):
                if student not in found:
                    lines.append(f"{master.assignment} {student}: not graded, expected {points:g}")
                elif abs(found[student] - points) > 1e-9:
                    lines.append(f"{master.assignment} {student}: {found[student]:g} points, expected {points:g}")
    finally:
        engine.dispose()
    return lines


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder demo``."""
    parser = commands.add_parser("demo", help="make a demonstration class in classroom/submitted")
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument("--verify", action="store_true", help="compare its grades in the gradebook with the right ones")
    wanted.add_argument("--unfinished", action="store_true", help="name the assignments with something left to do")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make the class, name what is left to do, or compare its grades."""
    masters = list(read_masters(Path("solutions")))
    if arguments.unfinished:
        print("\n".join(unfinished(masters, Path("classroom"), DB_URL, configured().limits)))
        return 0
    if arguments.verify:
        lines = wrong_grades(masters, DB_URL)
        print("\n".join(lines) or "every grade of the demonstration class is as it must be")
        return 1 if lines else 0
    count = make_class(masters, Path("classroom/submitted"))
    print(f"{count} submissions of the demonstration class are in classroom/submitted")
    return 0
