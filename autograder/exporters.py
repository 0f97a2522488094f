"""Grades as CSV: nbgrader's own columns, and ``nbgrader export --exporter=autograder.exporters.MoodleExporter``.

Text is quoted, and no spreadsheet takes it for a formula. A file is written whole or not at all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.api import Assignment, Gradebook, Student, SubmittedAssignment
from nbgrader.plugins import ExportPlugin

from autograder.files import write_whole


def harmless(text: str | None) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before what begins like one."""
    text = (text or "").replace("\0", "")
    return f"'{text}" if text and (text[0] in "\t\r\n" or text.lstrip()[:1] in ("=", "+", "-", "@")) else text


class _Submission(NamedTuple):
    """What the gradebook says of one submission."""

    timestamp: datetime | None
    raw: float
    penalty: float

    @property
    def score(self) -> float:
        """Points with the penalty taken off; never below 0."""
        return max(0.0, self.raw - self.penalty)


def submissions(gradebook: Gradebook, assignment: str) -> dict[str, _Submission]:
    """Return each student's submission of an assignment, in one query."""
    query = (
        gradebook.db.query(
            SubmittedAssignment.student_id,
            SubmittedAssignment.timestamp,
            SubmittedAssignment.score,
            SubmittedAssignment.late_submission_penalty,
        )
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .filter(Assignment.name == assignment)
    )
    return {student: _Submission(timestamp, raw, penalty or 0.0) for student, timestamp, raw, penalty in query}


class _TableExporter(ExportPlugin):
    """One row a student, one column an assignment; nothing stands where nothing was handed in."""

    default_name = "grades.csv"

    def names(self, gradebook: Gradebook) -> list[str]:
        """Return the assignments to export, in order."""
        return [each.name for each in gradebook.assignments if not self.assignment or each.name in self.assignment]

    def chosen(self, gradebook: Gradebook) -> Iterator[Student]:
        """Yield the students to export, in order."""
        wanted = {str(each) for each in self.student}
        return (student for student in gradebook.students if not wanted or student.id in wanted)

    def rows(self, gradebook: Gradebook) -> Iterator[tuple[Student, dict[str, float]]]:
        """Yield each student with the points of each assignment, late penalties taken off."""
        handed_in = {name: submissions(gradebook, name) for name in self.names(gradebook)}
        for student in self.chosen(gradebook):
            yield student, {name: of[student.id].score for name, of in handed_in.items() if student.id in of}

    def write(self, header: list[str], rows: Iterable[list[Any]], extra: list[list[Any]] | None = None) -> None:
        """Write the file; numbers stay numbers."""
        target = self.to or self.default_name
        text = io.StringIO(newline="")
        table = csv.writer(text)
        table.writerow(header)
        table.writerows(extra or [])
        table.writerows(rows)
        write_whole(Path(target).absolute(), text.getvalue())
        self.log.info("wrote %s", target)


class CsvExporter(_TableExporter):
    """The columns of nbgrader's own export, one row for each assignment and student."""

    def export(self, gradebook: Gradebook) -> None:
        """Write one file for all assignments."""
        header = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score"]
        self.write([*header, "late_submission_penalty", "score", "max_score"], self._lines(gradebook))

    def _lines(self, gradebook: Gradebook) -> Iterator[list[Any]]:
        students, names = list(self.chosen(gradebook)), self.names(gradebook)
        for assignment in gradebook.assignments:
            if assignment.name not in names:
                continue
            handed_in, maximum = submissions(gradebook, assignment.name), assignment.max_score
            for student in students:
                found = handed_in.get(student.id, _Submission(None, 0.0, 0.0))
                person = map(harmless, (student.id, student.last_name, student.first_name, student.email))
                start = [assignment.name, assignment.duedate or "", found.timestamp or "", *person]
                yield [*start, found.raw, found.penalty, found.score, maximum]


class MoodleExporter(_TableExporter):
    """The form of Moodle's grade import: identify students by ID number or e-mail address."""

    default_name = "moodle.csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write one file for all assignments."""
        names = self.names(gradebook)
        header = ["ID number", "First name", "Last name", "Email address", *(f"Assignment: {name}" for name in names)]
        rows = (
            [
                *map(harmless, (student.id, student.first_name, student.last_name, student.email)),
                *(points.get(name, "") for name in names),
            ]
            for student, points in self.rows(gradebook)
        )
        self.write(header, rows)


class CanvasExporter(_TableExporter):
    """The form of Canvas's gradebook import, with its row of points possible."""

    default_name = "canvas.csv"

    def export(self, gradebook: Gradebook) -> None:
        """Write one file for all assignments."""
        names = self.names(gradebook)
        highest = {each.name: each.max_score for each in gradebook.assignments}
        possible: list[object] = ["Points Possible", "", "", "", *(highest[name] for name in names)]
        rows = (
            [
                harmless(f"{student.last_name or ''}, {student.first_name or ''}".strip(", ") or student.id),
                "",
                harmless(student.id),
                "",
                *(points.get(name, "") for name in names),
            ]
            for student, points in self.rows(gradebook)
        )
        self.write(["Student", "ID", "SIS User ID", "Section", *names], rows, [possible])
