"""Large classes: how time, memory, work of the cores and gradebook grow with the number of submissions."""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from traitlets.config import Config

from autograder.classrun import ClassRun, Intake, Places, environment
from autograder.grading import grade
from autograder.intake import Quarantined, read_submission, submitted_students
from autograder.masters import Master
from autograder.model import Limits, Result, Submission
from autograder.preload import modules_of, reference
from autograder.processes import ProcessServer
from autograder.record import Recorder, open_gradebook
from autograder.sandbox import choose_rung
from bench.ours import OurCourse
from bench.timing import Usage


def real(master: Master, sizes: list[int], root: Path) -> list[tuple[int, Usage]]:
    """Grade classes of these sizes, each a fresh one, with the plain command; return what each took."""
    with tempfile.TemporaryDirectory() as folder:
        course = OurCourse(Path(folder), master, root)
        course.grade(1)  # makes the list of modules, which is kept
        return [(size, course.measure(size)) for size in sizes]


class Instant:
    """A grader that runs nothing: every submission gets the result of the reference."""

    def __init__(self, result: Result, slots: int):
        self.result, self.slots = result, slots

    def grade(self, submission: Submission) -> Result:
        """Return the one result, in this submission's name."""
        return replace(self.result, student=submission.student, key=submission.key)

    def close(self) -> None:
        """Nothing runs."""


@dataclass
class Run:
    """What one run of the executor took."""

    size: int
    seconds: float = 0.0
    growth: float = 0.0
    """MB that this process grew by"""
    statements: int = 0
    commits: int = 0


def executor(master: Master, sizes: list[int], root: Path) -> list[Run]:
    """Run classes of these sizes with made-up grades: reading, recording and notebooks are real, no code is run."""
    limits = Limits()
    submission = reference(master, limits)
    with ProcessServer(modules_of(master, limits, choose_rung()), limits, rung=choose_rung()) as server:
        result = grade(submission, server)

    def read(folder: Path, student: str) -> Submission:
        found = read_submission(folder, master, student=student, limits=limits, environment=environment())
        if isinstance(found, Quarantined):
            raise TypeError(found.reason)
        return found

    return [_one_run(Run(size), master, root, Instant(result, os.cpu_count() or 1), read) for size in sizes]


def _one_run(ran: Run, master: Master, root: Path, grader: Instant, read: Intake) -> Run:
    with tempfile.TemporaryDirectory() as folder:
        course = OurCourse(Path(folder), master, root)
        course.hand_in(ran.size)
        classroom = course.folder / "classroom"
        engine = open_gradebook(f"sqlite:///{classroom}/gradebook.db", "bench")
        recorder = Recorder(engine, "bench", master, config=Config(), create_student=True)

        def count_statement(*_: object) -> None:
            ran.statements += 1

        def count_commit(*_: object) -> None:
            ran.commits += 1

        sa.event.listen(engine, "before_cursor_execute", count_statement)
        sa.event.listen(engine, "commit", count_commit)
        places = Places(lambda student: classroom / "autograded" / student / master.assignment, classroom / "logs")
        run = ClassRun(recorder, grader, read, places, Limits(), say=lambda line: None, tell=lambda line: None)
        students = list(submitted_students(classroom / "submitted", master.assignment))
        before, start = _resident_mb(), time.perf_counter()
        totals = run.run(students, len(students))
        ran.seconds, ran.growth = time.perf_counter() - start, _resident_mb() - before
        engine.dispose()
        if totals.graded != ran.size:
            raise RuntimeError(totals.lines()[0])
    return ran


def _resident_mb() -> float:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
