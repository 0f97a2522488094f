"""Write results into nbgrader's gradebook: one writer, one transaction a submission.

The rule for a score: **it belongs to the file it came from.** The row of ``autograder_result`` says what became of
the newest file (``status``, ``reason``, ``submitted_hash``) and which file the points in the gradebook came from
(``result_hash``).

- graded: every automatic point of the submission is written anew, so nothing of an older file stays.
- failed (the engine could not grade it) or quarantined (it could not be read): no point changes. An older score stays
  recorded under its own ``result_hash``; that it is not the newest file's is told in every run and report.
- Manual scores, manual comments and extra credit are never written.
"""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple
from uuid import uuid4

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from nbgrader.api import (
    Assignment,
    Base,
    BaseCell,
    Comment,
    Course,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.dbutil import ALEMBIC_DIR
from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DatabaseError, PendingRollbackError
from traitlets.config import Config

from autograder.masters import Master
from autograder.model import Result, Submission

Status = Literal["graded", "quarantined", "failed"]
LatePenalty = Callable[[str, float, float], float | None]
"""(student, score, seconds late) -> points to take away"""

MAX_RESULT = 32 * 2**20  # characters; grading keeps far less (see ``grading``)
NO_RESPONSE = "No response."  # nbgrader's own words for an answer that was left as released

RESULTS = sa.Table(
    "autograder_result",
    sa.MetaData(),
    sa.Column("assignment", sa.String(128), primary_key=True),
    sa.Column("student", sa.String(128), primary_key=True),
    # what became of the newest file
    sa.Column("status", sa.String(16), nullable=False),
    sa.Column("reason", sa.Text, nullable=False, default=""),
    sa.Column("fingerprint", sa.String(64), nullable=False, default=""),
    sa.Column("key", sa.String(64), nullable=False, default=""),
    sa.Column("submitted_hash", sa.String(64), nullable=False, default=""),
    sa.Column("recorded_at", sa.DateTime, nullable=False),
    # where the points in the gradebook come from
    sa.Column("result", sa.Text),
    sa.Column("result_hash", sa.String(64)),
    sa.Column("graded_at", sa.DateTime),
)

_student, _assignment, _notebook, _course = (t.__table__ for t in (Student, Assignment, Notebook, Course))
_submitted, _submitted_notebook = SubmittedAssignment.__table__, SubmittedNotebook.__table__
_base_cell, _source_cell = BaseCell.__table__, SourceCell.__table__
_grade, _comment = Grade.__table__, Comment.__table__
_graded_cells = {"GradeCell": GradeCell.__table__, "TaskCell": TaskCell.__table__}
_cell_tables = {**_graded_cells, "SolutionCell": SolutionCell.__table__}


class GradebookError(RuntimeError):
    """The gradebook can't be used; the message says why and what to do."""


class UnknownStudentError(ValueError):
    """The student is not on the roster and may not be added."""


@dataclass(frozen=True)
class Origin:
    """Which file a record is about."""

    fingerprint: str
    """over the submitted files and all that decides the grade: equal means nothing is left to do"""
    submitted_hash: str
    """over the submitted files alone"""
    timestamp: datetime | None = None
    """when it was handed in, UTC without a zone; None where nobody wrote it down"""


@dataclass(frozen=True)
class Record:
    """One row of ``autograder_result``."""

    assignment: str
    student: str
    status: Status
    reason: str
    fingerprint: str
    submitted_hash: str
    recorded_at: datetime
    result: Result | None
    """what the points in the gradebook came from; None where nothing was ever graded"""
    result_hash: str | None
    graded_at: datetime | None

    @property
    def current(self) -> bool:
        """Whether the points in the gradebook come from the newest file."""
        return self.result is not None and self.result_hash == self.submitted_hash


class _Cell(NamedTuple):
    id: str
    type: str
    max_score: float
    cell_type: str


# --- the database ---------------------------------------------------------------------------------------------------


def open_gradebook(db_url: str, course_id: str, *, busy_seconds: float = 60.0) -> sa.Engine:
    """Return an engine on nbgrader's gradebook, which is made where it is missing or was left half made.

    A transaction on SQLite takes the write lock at its start, and waits ``busy_seconds`` for it. Raises GradebookError.
    """
    url = sa.make_url(db_url)
    with explained(db_url):
        if url.get_backend_name() == "sqlite":
            _prepare_sqlite(url)
            engine = sa.create_engine(url, connect_args={"timeout": busy_seconds}, max_overflow=-1)
            sa.event.listen(engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
            sa.event.listen(engine, "begin", _begin_sqlite)
        elif url.get_backend_name() == "postgresql":
            try:
                engine = sa.create_engine(url, pool_pre_ping=True, max_overflow=-1)
            except ModuleNotFoundError as error:
                raise GradebookError(
                    f"the gradebook's address names a driver that is not installed ({error.name}): write "
                    "postgresql+psycopg2://… and install the extra: pip install '.[postgresql]'"
                ) from error
        else:
            raise GradebookError(
                f"the gradebook must be SQLite or PostgreSQL, not {url.get_backend_name()}: "
                "change c.CourseDirectory.db_url in nbgrader_config.py"
            )
        _make_tables(engine, course_id)
    return engine


def _begin_sqlite(connection: sa.Connection) -> None:
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _prepare_sqlite(url: sa.URL) -> None:
    """Make the folder; say clearly what is wrong with a file that is no database."""
    if not url.database or url.database == ":memory:":
        raise GradebookError("the gradebook must be a file: change c.CourseDirectory.db_url in nbgrader_config.py")
    path = Path(url.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size and path.open("rb").read(16) != b"SQLite format 3\0":
        raise GradebookError(f"{path} is not a gradebook (not an SQLite file): move it away, or put a copy back")
    if path.exists() and not os.access(path, os.W_OK):
        raise GradebookError(f"{path} can't be written: give yourself the right to (chmod u+w {path})")


def _make_tables(engine: sa.Engine, course_id: str) -> None:
    with engine.execution_options(reading=True).connect() as connection:
        present = set(sa.inspect(connection).get_table_names())
        head = "alembic_version" in present and connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        known = "course" in present and connection.scalar(sa.select(_course.c.id).where(_course.c.id == course_id))
    if head and known and RESULTS.name in present and _grade.name in present:
        return
    # one transaction, where nbgrader itself needs several: nobody ever finds it half made
    with _alone(engine), engine.begin() as connection:
        Base.metadata.create_all(connection)
        RESULTS.create(connection, checkfirst=True)
        if not sa.inspect(connection).has_table("alembic_version"):
            connection.execute(sa.text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        if not connection.scalar(sa.text("SELECT version_num FROM alembic_version")):
            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            connection.execute(sa.text("INSERT INTO alembic_version VALUES (:version)"), {"version": version})
        if not connection.scalar(sa.select(_course.c.id).where(_course.c.id == course_id)):
            connection.execute(sa.insert(_course).values(id=course_id))


@contextmanager
def _alone(engine: sa.Engine) -> Iterator[None]:
    """Let one process at a time make the tables. SQLite: the run's file lock does it (see ``classrun``)."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_lock(0x0A070)))
        try:
            yield
        finally:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(0x0A070)))


@contextmanager
def explained(db_url: str) -> Iterator[None]:
    """Turn what a database says into what a person can do about it."""
    try:
        yield
    except (DatabaseError, PendingRollbackError, sqlite3.DatabaseError, OSError) as error:
        raise GradebookError(_explanation(error, db_url)) from error


def _explanation(error: Exception, db_url: str) -> str:
    said = str(getattr(error, "orig", None) or error).strip()
    where = sa.make_url(db_url).render_as_string(hide_password=True)
    for sign, advice in {
        "locked": "another program holds it: close the formgrader's page or the other run, then run again",
        "readonly": "it can't be written: give yourself the right to write the file and its folder",
        "read-only": "it can't be written: give yourself the right to write the file and its folder",
        "permission denied": "it can't be written: give yourself the right to write the file and its folder",
        "full": "the disk is full: make room, then run again; what was recorded is safe",
        "no space": "the disk is full: make room, then run again; what was recorded is safe",
        "disk i/o": "the disk gave an error or is full: see to it, then run again",
        "malformed": "the file is damaged: put a copy back, or move it away and grade anew (manual grades are in it)",
        "not a database": "the file is damaged: put a copy back, or move it away and grade anew",
        "no such column": "an older nbgrader made it: copy it, then run `nbgrader db upgrade`",
        "terminating connection": "its server went away: see to it, then run again; what was recorded is safe",
        "reconnect": "its server went away: see to it, then run again; what was recorded is safe",
        "server closed": "its server went away: see to it, then run again; what was recorded is safe",
        "unable to open": "its folder is missing or can't be written",
    }.items():
        if sign in said.lower():
            return f"gradebook {where}: {advice} ({said})"
    return f"gradebook {where}: {said}"


# --- the assignment -------------------------------------------------------------------------------------------------


def released_notebook(master: Master, config: Config | None = None) -> Any:
    """Return the notebook as nbgrader's gradebook knows it: solutions cut, hidden tests still in, with checksums."""
    notebook = master.to_notebook()
    for step in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        notebook, _ = step(config=config).preprocess(notebook, {})
    return notebook


@lru_cache(maxsize=64)
def _upsert(insert: Any, table: sa.Table, unique: tuple[str, ...], changed: tuple[str, ...]) -> Any:
    """Return the statement that inserts rows, and takes over these columns where a row is there already.

    insert: the dialect's. Building a statement takes longer than running it, so each is built once.
    """
    statement = insert(table)
    new = statement.excluded
    return statement.on_conflict_do_update(index_elements=unique, set_={name: new[name] for name in changed})


@lru_cache(maxsize=4)
def _upsert_grades(insert: Any) -> Any:
    statement = insert(_grade)
    new = statement.excluded
    # as nbgrader: a score that a human gave is to be looked at again
    to_look_at = sa.or_(new.needs_manual_grade, _grade.c.manual_score.is_not(None))
    set_ = {"auto_score": new.auto_score, "needs_manual_grade": to_look_at}
    return statement.on_conflict_do_update(index_elements=["cell_id", "notebook_id"], set_=set_)


class Recorder:
    """Registers one assignment in the gradebook and writes what grading found. Use ``record`` from one thread."""

    def __init__(
        self,
        engine: sa.Engine,
        course_id: str,
        master: Master,
        *,
        config: Config | None = None,
        create_student: bool = True,
        late_penalty: LatePenalty | None = None,
    ):
        self.engine, self.course_id, self.master = engine, course_id, master
        self.create_student, self.late_penalty = create_student, late_penalty
        self.released = released_notebook(master, config)
        self._insert: Any = postgresql.insert if engine.dialect.name == "postgresql" else sqlite.insert
        self._register()

    # -- the assignment and its cells

    def _register(self) -> None:
        """Write the assignment as its master says, in one transaction; rows that are right stay as they are."""
        with self._writing() as connection:
            self.assignment_id = self._row(
                connection,
                _assignment,
                {"name": self.master.assignment},
                {"course_id": self.course_id},
            )
            self._drop_other_notebooks(connection)
            self.notebook_id = self._row(
                connection,
                _notebook,
                {"name": self.master.notebook, "assignment_id": self.assignment_id},
                {"kernelspec": '{"display_name": "Python 3", "language": "python", "name": "python3"}'},
            )
            self._register_cells(connection)
            self._register_sources(connection)
            self.cells = self._read_cells(connection)

    def _row(self, connection: sa.Connection, table: Any, where: dict[str, Any], more: dict[str, Any]) -> str:
        """Return the id of the row that has these values; insert it where it is missing."""
        new = self._insert(table).values(id=uuid4().hex, **where, **more).on_conflict_do_nothing()
        connection.execute(new)
        return connection.execute(sa.select(table.c.id).filter_by(**where)).scalar_one()

    def _drop_other_notebooks(self, connection: sa.Connection) -> None:
        """An assignment is one notebook: forget one that was renamed, unless somebody handed it in."""
        others = connection.execute(
            sa.select(_notebook.c.id, _notebook.c.name).where(
                _notebook.c.assignment_id == self.assignment_id, _notebook.c.name != self.master.notebook
            )
        ).all()
        for notebook_id, name in others:
            if connection.scalar(
                sa.select(_submitted_notebook.c.id).where(_submitted_notebook.c.notebook_id == notebook_id).limit(1)
            ):
                raise GradebookError(
                    f"{self.master.assignment}: the gradebook has grades of a notebook {name!r} that has no master; "
                    "give the master its old name, or export the grades and remove the assignment with "
                    f"`nbgrader db assignment remove {self.master.assignment} --force`"
                )
            for cell in connection.execute(sa.select(_base_cell).where(_base_cell.c.notebook_id == notebook_id)).all():
                self._forget_cell(connection, cell.id, cell.type, cell.name)
            connection.execute(sa.delete(_source_cell).where(_source_cell.c.notebook_id == notebook_id))
            connection.execute(sa.delete(_notebook).where(_notebook.c.id == notebook_id))

    def _register_cells(self, connection: sa.Connection) -> None:
        wanted: dict[tuple[str, str], dict[str, Any]] = {}
        for cell in self.released.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id")
            graded = {
                "max_score": float(cell.metadata.get("nbgrader", {}).get("points", 0)),
                "cell_type": cell.cell_type,
            }
            if is_grade(cell):
                wanted[name, "GradeCell"] = graded
            if is_solution(cell):
                wanted[name, "SolutionCell"] = {}
            if is_task(cell):
                wanted[name, "TaskCell"] = graded
        present = {
            (row.name, row.type): row.id
            for row in connection.execute(sa.select(_base_cell).where(_base_cell.c.notebook_id == self.notebook_id))
        }
        for (name, kind), cell_id in present.items():
            if (name, kind) not in wanted:
                self._forget_cell(connection, cell_id, kind, name)
        for (name, kind), values in wanted.items():
            table = _cell_tables[kind]
            if (name, kind) in present:
                if values:
                    connection.execute(sa.update(table).where(table.c.id == present[name, kind]).values(**values))
                continue
            cell_id = uuid4().hex
            connection.execute(
                sa.insert(_base_cell).values(id=cell_id, name=name, notebook_id=self.notebook_id, type=kind)
            )
            connection.execute(sa.insert(table).values(id=cell_id, **values))

    def _forget_cell(self, connection: sa.Connection, cell_id: str, kind: str, name: str) -> None:
        """Remove a cell that the master has no more, with its automatic points; never what a human gave."""
        by_hand = connection.scalar(
            sa.select(_grade.c.id).where(
                _grade.c.cell_id == cell_id,
                sa.or_(_grade.c.manual_score.is_not(None), _grade.c.extra_credit.is_not(None)),
            )
        ) or connection.scalar(
            sa.select(_comment.c.id).where(_comment.c.cell_id == cell_id, _comment.c.manual_comment.is_not(None))
        )
        if by_hand:
            raise GradebookError(
                f"{self.master.assignment}: cell {name!r} is gone from the master, but the gradebook holds grades or "
                "comments that a human gave for it; put the cell back, or remove them in the formgrader first"
            )
        connection.execute(sa.delete(_grade).where(_grade.c.cell_id == cell_id))
        connection.execute(sa.delete(_comment).where(_comment.c.cell_id == cell_id))
        connection.execute(sa.delete(_cell_tables[kind]).where(_cell_tables[kind].c.id == cell_id))
        connection.execute(sa.delete(_base_cell).where(_base_cell.c.id == cell_id))

    def _register_sources(self, connection: sa.Connection) -> None:
        wanted = {
            cell.metadata.nbgrader["grade_id"]: {
                "cell_type": cell.cell_type,
                "locked": bool(is_locked(cell)),
                "source": cell.source,
                "checksum": cell.metadata.nbgrader.get("checksum"),
            }
            for cell in self.released.cells
            if is_grade(cell) or is_solution(cell) or is_locked(cell) or is_task(cell)
        }
        present = {
            row.name: row
            for row in connection.execute(sa.select(_source_cell).where(_source_cell.c.notebook_id == self.notebook_id))
        }
        for name, row in present.items():
            if name not in wanted:
                connection.execute(sa.delete(_source_cell).where(_source_cell.c.id == row.id))
        for name, values in wanted.items():
            if name not in present:
                connection.execute(
                    sa.insert(_source_cell).values(id=uuid4().hex, name=name, notebook_id=self.notebook_id, **values)
                )
            elif any(getattr(present[name], column) != value for column, value in values.items()):
                connection.execute(
                    sa.update(_source_cell).where(_source_cell.c.id == present[name].id).values(**values)
                )

    def _read_cells(self, connection: sa.Connection) -> list[tuple[str, _Cell]]:
        grades, tasks = _graded_cells["GradeCell"], _graded_cells["TaskCell"]
        rows = connection.execute(
            sa.select(
                _base_cell.c.name,
                _base_cell.c.id,
                _base_cell.c.type,
                sa.func.coalesce(grades.c.max_score, tasks.c.max_score, 0.0).label("max_score"),
                sa.func.coalesce(sa.cast(grades.c.cell_type, sa.String), "").label("cell_type"),
            )
            .select_from(_base_cell)
            .outerjoin(grades, grades.c.id == _base_cell.c.id)
            .outerjoin(tasks, tasks.c.id == _base_cell.c.id)
            .where(_base_cell.c.notebook_id == self.notebook_id)
            .order_by(_base_cell.c.name)
        )
        return [(row.name, _Cell(row.id, row.type, row.max_score, row.cell_type)) for row in rows]

    # -- one submission

    def look_up(self, student: str) -> Record | None:
        """Return what is recorded for this student; None where nothing is, or its grades were removed by hand."""
        joined = RESULTS.outerjoin(
            _submitted,
            sa.and_(_submitted.c.student_id == RESULTS.c.student, _submitted.c.assignment_id == self.assignment_id),
        )
        query = (
            sa.select(RESULTS, _submitted.c.id.label("submission"))
            .select_from(joined)
            .where(RESULTS.c.assignment == self.master.assignment, RESULTS.c.student == student)
        )
        with explained(str(self.engine.url)), self.engine.execution_options(reading=True).connect() as connection:
            row = connection.execute(query).one_or_none()
        if row is None or (row.status == "graded" and row.submission is None):
            return None
        return _record(row)

    def record(self, submission: Submission, result: Result, origin: Origin) -> float:
        """Write a graded submission in one transaction; return its automatic points, penalty not taken off.

        Raises UnknownStudentError, GradebookError, or ValueError for points that can't be.
        """
        student = submission.student
        answered = self._answered(submission)
        automatic = self._automatic_scores(result, answered)
        if len(written := result.to_json()) > MAX_RESULT:
            raise ValueError(f"a result of {len(written):,} characters")
        with self._writing() as connection:
            self._add_student(connection, student)
            submitted_notebook, seconds_late = self._submission(connection, student, origin)
            self._write_grades(connection, submitted_notebook, automatic)
            comments = [
                {
                    "id": uuid4().hex,
                    "cell_id": cell.id,
                    "notebook_id": submitted_notebook,
                    "auto_comment": None if cell.type == "TaskCell" or answered.get(name, False) else NO_RESPONSE,
                }
                for name, cell in self.cells
                if cell.type in ("SolutionCell", "TaskCell")
            ]
            if comments:
                connection.execute(
                    _upsert(self._insert, _comment, ("cell_id", "notebook_id"), ("auto_comment",)), comments
                )
            self._write_penalty(connection, student, submitted_notebook, seconds_late)
            row = _row_of(
                self.master.assignment, student, "graded", reason=result.reason, key=submission.key, origin=origin
            )
            points_of = {"result_hash": origin.submitted_hash, "graded_at": row["recorded_at"]}
            self._write_row(connection, {**row, **points_of, "result": written})
        return sum(points for points in automatic.values() if points is not None)

    def set_aside(self, student: str, status: Status, reason: str, origin: Origin, key: str = "") -> None:
        """Record that the newest file was quarantined or failed; no score is touched."""
        with self._writing() as connection:
            if self.create_student:
                self._add_student(connection, student)
            row = _row_of(self.master.assignment, student, status, reason=reason, key=key, origin=origin)
            self._write_row(connection, row)

    def _write_row(self, connection: sa.Connection, values: dict[str, Any]) -> None:
        unique = ("assignment", "student")
        kept = tuple(name for name in values if name not in unique)
        connection.execute(_upsert(self._insert, RESULTS, unique, kept), [values])

    def _automatic_scores(self, result: Result, answered: Mapping[str, bool]) -> dict[str, float | None]:
        """Points for each graded cell; None where a human must decide. A cell without a result gives 0."""
        earned = {test.id: test.points for test in result.tests}
        solutions = {name for name, cell in self.cells if cell.type == "SolutionCell"}
        scores: dict[str, float | None] = {}
        for name, cell in self.cells:
            if cell.type != "GradeCell":
                continue
            if name in solutions:
                scores[name] = None if answered.get(name, False) else 0.0
            elif cell.cell_type != "code":
                scores[name] = None
            else:
                points = float(earned.get(name, 0.0))
                if not math.isfinite(points) or not 0 <= points <= cell.max_score + 1e-9:
                    raise ValueError(f"test {name!r} gave {points} points, of {cell.max_score} possible")
                scores[name] = min(points, cell.max_score)
        return scores

    def _answered(self, submission: Submission) -> dict[str, bool]:
        """For each solution cell: whether the student changed what was released."""
        released = {
            cell.metadata.nbgrader["grade_id"]: cell.source.rstrip()
            for cell in self.released.cells
            if is_solution(cell)
        }
        given = {step.id: step.source for step in submission.steps if step.role == "student"}
        given.update(submission.answers)
        return {name: name in given and given[name].rstrip() != source for name, source in released.items()}

    def _add_student(self, connection: sa.Connection, student: str) -> None:
        if self.create_student:
            connection.execute(self._insert(_student).values(id=student).on_conflict_do_nothing())
        elif not connection.scalar(sa.select(_student.c.id).where(_student.c.id == student)):
            raise UnknownStudentError(
                f"{student!r} is not on the roster; add the student with `nbgrader db student add {student}`, "
                "or set c.Autograde.create_student = True"
            )

    def _submission(self, connection: sa.Connection, student: str, origin: Origin) -> tuple[str, float]:
        """Make or update the rows of the submission; return the id of its notebook and how late it came."""
        new = {
            "id": uuid4().hex,
            "assignment_id": self.assignment_id,
            "student_id": student,
            "timestamp": origin.timestamp,  # of this file, also where it has none: an older one's would count late
        }
        connection.execute(_upsert(self._insert, _submitted, ("assignment_id", "student_id"), ("timestamp",)), [new])
        row = connection.execute(
            sa.select(_submitted.c.id, _submitted.c.timestamp, _submitted.c.extension, _assignment.c.duedate)
            .join(_assignment, _assignment.c.id == _submitted.c.assignment_id)
            .where(_submitted.c.assignment_id == self.assignment_id, _submitted.c.student_id == student)
        ).one()
        late = 0.0
        if row.timestamp and row.duedate:
            due = row.duedate + row.extension if row.extension else row.duedate
            late = max(0.0, (row.timestamp - due).total_seconds())
        connection.execute(
            self._insert(_submitted_notebook)
            .values(id=uuid4().hex, notebook_id=self.notebook_id, assignment_id=row.id, flagged=False)
            .on_conflict_do_nothing()
        )
        notebook = sa.select(_submitted_notebook.c.id).where(
            _submitted_notebook.c.notebook_id == self.notebook_id, _submitted_notebook.c.assignment_id == row.id
        )
        return connection.execute(notebook).scalar_one(), late

    def _write_grades(
        self, connection: sa.Connection, submitted_notebook: str, automatic: Mapping[str, float | None]
    ) -> None:
        graded = [
            {
                "id": uuid4().hex,
                "cell_id": cell.id,
                "notebook_id": submitted_notebook,
                "auto_score": automatic[name],
                "needs_manual_grade": automatic[name] is None,
            }
            for name, cell in self.cells
            if cell.type == "GradeCell"
        ]
        if graded:
            connection.execute(_upsert_grades(self._insert), graded)
        tasks = [
            {"id": uuid4().hex, "cell_id": cell.id, "notebook_id": submitted_notebook, "needs_manual_grade": True}
            for _, cell in self.cells
            if cell.type == "TaskCell"
        ]
        if tasks:
            connection.execute(self._insert(_grade).on_conflict_do_nothing(), tasks)

    def _write_penalty(
        self, connection: sa.Connection, student: str, submitted_notebook: str, seconds_late: float
    ) -> None:
        """Ask nbgrader's plugin for the penalty, as its AssignLatePenalties does; never below 0 or above the score."""
        penalty: float | None = None
        if seconds_late > 0 and self.late_penalty:
            own = sa.func.coalesce(_grade.c.manual_score, _grade.c.auto_score)
            score: float = connection.execute(
                sa.select(sa.func.coalesce(sa.func.sum(own + sa.func.coalesce(_grade.c.extra_credit, 0.0)), 0.0)).where(
                    _grade.c.notebook_id == submitted_notebook
                )
            ).scalar_one()
            penalty = self.late_penalty(student, score, seconds_late)
            if penalty is not None:
                penalty = min(max(0.0, penalty), score)
        connection.execute(
            sa.update(_submitted_notebook)
            .where(_submitted_notebook.c.id == submitted_notebook)
            .values(late_submission_penalty=penalty)
        )

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with explained(str(self.engine.url)), self.engine.begin() as connection:
            yield connection

    def mean_score(self) -> float | None:
        """Return the mean of the automatic points of all graded submissions; None where there are none."""
        points = automatic_points(self.engine, self.master.assignment)
        return sum(points.values()) / len(points) if points else None


def automatic_points(engine: sa.Engine, assignment: str) -> dict[str, float]:
    """Return the automatic points of each graded submission of an assignment, by student."""
    query = (
        sa.select(_submitted.c.student_id, sa.func.coalesce(sa.func.sum(_grade.c.auto_score), 0.0).label("points"))
        .join(_submitted_notebook, _submitted_notebook.c.assignment_id == _submitted.c.id)
        .join(_grade, _grade.c.notebook_id == _submitted_notebook.c.id)
        .join(_assignment, _assignment.c.id == _submitted.c.assignment_id)
        .where(_assignment.c.name == assignment)
        .group_by(_submitted.c.student_id)
    )
    with explained(str(engine.url)), engine.execution_options(reading=True).connect() as connection:
        return {row.student_id: row.points for row in connection.execute(query)}


def records_of(engine: sa.Engine, assignment: str) -> list[Record]:
    """Return every record of an assignment, in the order of student ids."""
    query = sa.select(RESULTS).where(RESULTS.c.assignment == assignment).order_by(RESULTS.c.student)
    with explained(str(engine.url)), engine.execution_options(reading=True).connect() as connection:
        return [_record(row) for row in connection.execute(query)]


def _record(row: sa.Row[Any]) -> Record:
    return Record(
        assignment=row.assignment,
        student=row.student,
        status=row.status,
        reason=row.reason,
        fingerprint=row.fingerprint,
        submitted_hash=row.submitted_hash,
        recorded_at=row.recorded_at,
        result=Result.from_json(row.result) if row.result else None,
        result_hash=row.result_hash,
        graded_at=row.graded_at,
    )


def _row_of(assignment: str, student: str, status: Status, *, reason: str, key: str, origin: Origin) -> dict[str, Any]:
    return {
        "assignment": assignment,
        "student": student,
        "status": status,
        "reason": reason,
        "fingerprint": origin.fingerprint,
        "key": key,
        "submitted_hash": origin.submitted_hash,
        "recorded_at": _now(),
    }


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
