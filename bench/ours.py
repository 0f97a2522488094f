"""The same class graded by this engine, in a throw-away course, and the parts of its cost."""

from __future__ import annotations

import shutil
import statistics
from pathlib import Path

from autograder.grading import grade
from autograder.masters import Master
from autograder.model import Limits
from autograder.preload import modules_of, reference
from autograder.processes import ProcessServer
from autograder.sandbox import NAMESPACES, NONE, choose_rung
from autograder.variants import handed_in
from bench.timing import Usage, measure


class OurCourse:
    """One assignment in a folder of its own, graded through the plain nbgrader command and the plugin."""

    def __init__(self, folder: Path, master: Master, root: Path):
        self.folder, self.master = folder, master
        shutil.copytree(master.folder, folder / "solutions" / master.assignment)
        shutil.copy(root / "nbgrader_config.py", folder)
        self.notebook = handed_in(master, {})

    def hand_in(self, students: int) -> None:
        """Make a fresh class of this size, each with the reference solution."""
        shutil.rmtree(self.folder / "classroom", ignore_errors=True)
        for number in range(students):
            target = self.folder / "classroom" / "submitted" / f"student{number:05d}" / self.master.assignment
            target.mkdir(parents=True)
            (target / f"{self.master.notebook}.ipynb").write_text(self.notebook)

    def measure(self, students: int) -> Usage:
        """Grade a fresh class of this size with one command; return what it took."""
        self.hand_in(students)
        return measure(["nbgrader", "autograde", self.master.assignment], self.folder)

    def grade(self, students: int) -> float:
        """Grade a fresh class of this size with one command; return its wall-clock seconds."""
        return self.measure(students).wall


def parts(master: Master, rounds: int = 10) -> dict[str, float]:
    """Seconds of one submission, one at a time: with and without the sandbox, warm and cold."""
    limits = Limits()
    submission = reference(master, limits)
    modules = modules_of(master, limits, choose_rung())
    found = {}
    for name, rung, warm, count in (
        ("warm, sandbox", NAMESPACES, True, rounds),
        ("warm, no sandbox", NONE, True, rounds),
        ("cold, sandbox", NAMESPACES, False, 2),
    ):
        with ProcessServer(modules if warm else (), limits, rung=rung, warm=warm) as server:
            found[name] = statistics.median(grade(submission, server).seconds for _ in range(count))
    return found
