"""Grades as CSV: nbgrader's own columns, and ``nbgrader export --exporter=autograder.exporters.MoodleExporter``.

Text is quoted, and no spreadsheet takes it for a formula. A file is written whole or not at all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.files import write_whole


def harmless(text: str | None) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe goes before what begins like one."""
    text = (text or "").replace("\0", "")
    return f"'{text}" if text and (text[0] in "\t\r\n" or text.lstrip()[:1] in ("=", "+", "-", "@")) else text


class _TableExporter(ExportPlugin):
    """One row a student, one column an assignment; nothing stands where nothing was handed in."""

    default_name = "grades.csv"

    def names(self, gradebook: Gradebook) -> list[str]:
        """Return the assignments to export, in order."""
        return [each.name for each in gradebook.assignments if not self.assignment or each.name in self.assignment]

    def rows(self, gradebook: Gradebook) -> Iterator[tuple[Any, dict[str, float]]]:
        """Yield each student with the points of each assignment, late penalties taken off."""
        names = self.names(gradebook)
        wanted = {str(each) for each in self.student}
        for student in gradebook.students:
            if wanted and student.id not in wanted:
                continue
            points = {}
            for name in names:
                try:
                    submission = gradebook.find_submission(name, student.id)
                except MissingEntry:
                    continue
                points[name] = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
            yield student, points

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
        wanted = {str(each) for each in self.student}
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in self.assignment:
                continue
            for student in gradebook.students:
                if wanted and student.id not in wanted:
                    continue
                when, raw, penalty = None, 0.0, 0.0
                with suppress(MissingEntry):
                    found = gradebook.find_submission(assignment.name, student.id)
                    when, raw, penalty = found.timestamp, found.score, found.late_submission_penalty or 0.0
                person = map(harmless, (student.id, student.last_name, student.first_name, student.email))
                start = [assignment.name, assignment.duedate or "", when or "", *person]
                yield [*start, raw, penalty, max(0.0, raw - penalty), assignment.max_score]


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
