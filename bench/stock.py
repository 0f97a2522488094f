"""A throw-away course graded by nbgrader as it comes, for comparison."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from autograder.masters import Master
from bench.timing import run

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 300
c.ClearSolutions.enforce_metadata = False
"""


class StockCourse:
    """One assignment in a folder of its own, with nbgrader's default pipeline and every submission right."""

    def __init__(self, folder: Path, master: Master):
        self.folder, self.master = folder, master
        source = folder / "source" / master.assignment
        source.mkdir(parents=True)
        (folder / "nbgrader_config.py").write_text(CONFIG)
        nbformat.write(master.to_notebook(), source / f"{master.notebook}.ipynb")
        if (master.folder / "data").is_dir():
            shutil.copytree(master.folder / "data", source / "data")
        run(["nbgrader", "generate_assignment", master.assignment], folder)

    def grade(self, students: int) -> float:
        """Grade a fresh class of this size with one command; return its wall-clock seconds."""
        for name in ("submitted", "autograded"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for number in range(students):
            target = self.folder / "submitted" / f"student{number:05d}" / self.master.assignment
            target.mkdir(parents=True)
            nbformat.write(self.master.to_notebook(), target / f"{self.master.notebook}.ipynb")
        return run(["nbgrader", "autograde", self.master.assignment], self.folder)
