"""A tiny course and class for tests: no NumPy, no process, grades that follow from the text of a cell."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import nbformat
import sqlalchemy as sa

from autograder.classrun import ClassRun, Places, Unreadable
from autograder.masters import Master, read_master
from autograder.model import CellResult, Limits, Result, Step, Submission, TestResult
from autograder.record import Recorder, open_gradebook

MASTER = """# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown] nbgrader={"grade_id": "intro", "locked": true}
# # Sums

# %% nbgrader={"grade_id": "set-up", "locked": true}
import math

# %% nbgrader={"grade_id": "add", "solution": true}
def add(a, b):
    ### BEGIN SOLUTION
    return a + b
    ### END SOLUTION

# %% nbgrader={"grade_id": "test-add", "grade": true, "locked": true, "points": 1}
assert add(1, 2) == 3, "1 and 2 make 3."

# %% nbgrader={"grade_id": "test-add-hidden", "grade": true, "locked": true, "points": 2}
### BEGIN HIDDEN TESTS
assert add(-1, 1) == 0, "Try negative numbers."
### END HIDDEN TESTS

# %% [markdown] nbgrader={"grade_id": "why", "grade": true, "solution": true, "points": 4}
# BEGIN SOLUTION
# Because it is so.
# END SOLUTION
"""

RIGHT = "def add(a, b):\n    return a + b"
HALF = "def add(a, b):\n    return abs(a) + b"
WRONG = "def add(a, b):\n    return 0.5"
RELEASED = "def add(a, b):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
NO_ANSWER = "YOUR ANSWER HERE"


def make_master(course: Path, text: str = MASTER, assignment: str = "01-sums") -> Master:
    """Write ``solutions/01-sums/sums.py`` and read it."""
    folder = course / "solutions" / assignment
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sums.py").write_text(text)
    return read_master(folder)


def hand_in(course: Path, student: str, code: str, answer: str = NO_ANSWER, when: str = "") -> Path:
    """Write ``classroom/submitted/<student>/01-sums/sums.ipynb``; return its folder."""
    folder = course / "classroom" / "submitted" / student / "01-sums"
    folder.mkdir(parents=True, exist_ok=True)
    notebook = make_master(course).to_notebook()
    for cell in notebook.cells:
        cell.source = {"add": code, "why": answer}.get(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    nbformat.write(notebook, folder / "sums.ipynb")
    if when:
        (folder / "timestamp.txt").write_text(when)
    return folder


def read(folder: Path, student: str) -> Submission | Unreadable:
    """An intake that believes what it reads."""
    try:
        cells = json.loads((folder / "sums.ipynb").read_text())["cells"]
    except (OSError, ValueError):
        return Unreadable("sums.ipynb is not a notebook; save it again and hand it in")
    source = {cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"]) for cell in cells}
    steps = (
        Step("set-up", "setup", "import math"),
        Step("add", "student", source["add"]),
        Step("test-add", "test", "assert add(1, 2) == 3", 1.0, ("add",)),
        Step("test-add-hidden", "test", "assert add(-1, 1) == 0", 2.0, ("add",)),
    )
    return Submission(student, "01-sums", "sums", f"key-{student}", steps, answers={"why": source["why"]})


def marks(code: str) -> tuple[float, float]:
    """Points of the two tests."""
    return {RIGHT: (1.0, 2.0), HALF: (1.0, 0.0)}.get(code, (0.0, 0.0))


def result_of(submission: Submission) -> Result:
    """The result that the text of the student's cell stands for."""
    code = next(step.source for step in submission.steps if step.id == "add")
    tests = tuple(
        TestResult(name, "passed" if points else "failed", points, most, "" if points else "AssertionError: no")
        for name, points, most in zip(("test-add", "test-add-hidden"), marks(code), (1.0, 2.0), strict=True)
    )
    cells = (CellResult("set-up", "ok"), CellResult("add", "ok"))
    return Result(
        submission.student, submission.assignment, submission.notebook, submission.key, "graded", "", tests, cells
    )


class FakeGrader:
    """Grades at once, and remembers whom."""

    def __init__(self, slots: int = 2, seconds: float = 0.0, breaks_for: tuple[str, ...] = ()):
        self.slots, self.seconds, self.breaks_for = slots, seconds, breaks_for
        self.graded: list[str] = []

    def grade(self, submission: Submission) -> Result:
        time.sleep(self.seconds)
        self.graded.append(submission.student)
        if submission.student in self.breaks_for:
            raise RuntimeError("the engine broke")
        return result_of(submission)

    def close(self) -> None:
        pass


def entries(course: Path) -> list[tuple[str, Path]]:
    """Everybody who handed in."""
    return [(path.parent.name, path) for path in sorted((course / "classroom" / "submitted").glob("*/01-sums"))]


def database(course: Path) -> str:
    return f"sqlite:///{course}/classroom/gradebook.db"


def open_recorder(course: Path, db_url: str = "", **settings: Any) -> Recorder:
    """A recorder on the course's gradebook."""
    return Recorder(
        open_gradebook(db_url or database(course), "sums", busy_seconds=5), "sums", make_master(course), **settings
    )


def grade_class(
    course: Path, grader: FakeGrader | None = None, *, db_url: str = "", force: bool = False, **more: Any
) -> Any:
    """One run; returns its totals, and what it said in ``totals.said``."""
    said: list[str] = []
    recorder = open_recorder(course, db_url, **more)
    places = Places(
        lambda student: course / "classroom" / "autograded" / student / "01-sums", course / "classroom" / "logs"
    )
    run = ClassRun(recorder, grader or FakeGrader(), read, places, Limits(), force=force, say=said.append)
    everybody = entries(course)
    totals = run.run(everybody, len(everybody))
    recorder.engine.dispose()
    totals.said = said
    return totals


def contents(db_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """All that a gradebook says, without the random ids and the times of writing."""
    queries = {
        "grades": "SELECT st.id, b.name, auto_score, manual_score, extra_credit, needs_manual_grade FROM grade g "
        "JOIN submitted_notebook sn ON sn.id = g.notebook_id JOIN submitted_assignment s ON s.id = sn.assignment_id "
        "JOIN student st ON st.id = s.student_id JOIN base_cell b ON b.id = g.cell_id",
        "comments": "SELECT st.id, b.name, c.auto_comment, c.manual_comment FROM comment c "
        "JOIN submitted_notebook sn ON sn.id = c.notebook_id JOIN submitted_assignment s ON s.id = sn.assignment_id "
        "JOIN student st ON st.id = s.student_id JOIN base_cell b ON b.id = c.cell_id",
        "submissions": "SELECT s.student_id, s.timestamp, s.extension, sn.late_submission_penalty, sn.flagged "
        "FROM submitted_assignment s JOIN submitted_notebook sn ON sn.assignment_id = s.id",
        "students": "SELECT id, first_name, last_name, email FROM student",
        "cells": "SELECT name, type FROM base_cell",
        "sources": "SELECT name, cell_type, locked, source, checksum FROM source_cell",
        "version": "SELECT version_num FROM alembic_version",
        "courses": "SELECT id FROM course WHERE id != 'default_course'",
        "results": "SELECT assignment, student, status, reason, fingerprint, submitted_hash, result_hash "
        "FROM autograder_result",
    }
    engine = sa.create_engine(db_url)
    with engine.connect() as connection:
        found = {
            name: sorted((tuple(row) for row in connection.execute(sa.text(query))), key=repr)
            for name, query in queries.items()
        }
    engine.dispose()
    return found


def scores(db_url: str) -> dict[tuple[str, str], float | None]:
    """(student, cell) -> automatic points."""
    return {(row[0], row[1]): row[2] for row in contents(db_url)["grades"]}
