"""What people and rules added to a class's grades, read from nbgrader's gradebook."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)

from autograder.record import explained


@dataclass
class Human:
    """Points and comments of one submission's graded cells, the penalty for being late."""

    points: dict[str, float] = field(default_factory=dict)
    """cell id -> points that stand instead of the test's own, extra credit included"""
    comments: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0


def read_humans(engine: sa.Engine, assignment: str) -> defaultdict[str, Human]:
    """Return what was added to each student's submission; students to whom nothing was added get an empty one."""
    grade, comment, cell = Grade.__table__, Comment.__table__, BaseCell.__table__
    submitted, submitted_notebook = SubmittedAssignment.__table__, SubmittedNotebook.__table__
    notebooks = (
        submitted_notebook.join(submitted, submitted.c.id == submitted_notebook.c.assignment_id)
        .join(Assignment.__table__, Assignment.__table__.c.id == submitted.c.assignment_id)
        .join(Notebook.__table__, Notebook.__table__.c.id == submitted_notebook.c.notebook_id)
    )

    def of_cells(table: sa.Table, *columns: sa.ColumnElement[float] | sa.ColumnElement[str]) -> sa.Select[tuple]:
        rows = notebooks.join(table, table.c.notebook_id == submitted_notebook.c.id)
        return (
            sa.select(submitted.c.student_id.label("student"), cell.c.name.label("cell"), *columns)
            .select_from(rows.join(cell, cell.c.id == table.c.cell_id))
            .where(Assignment.__table__.c.name == assignment)
        )

    extra = sa.func.coalesce(grade.c.extra_credit, 0.0)
    points = of_cells(grade, (sa.func.coalesce(grade.c.manual_score, grade.c.auto_score, 0.0) + extra).label("points"))
    credited = sa.and_(extra != 0.0, grade.c.auto_score.is_not(None))  # as nbgrader: beside a score, not instead
    points = points.where(sa.or_(grade.c.manual_score.is_not(None), credited))
    comments = of_cells(comment, comment.c.manual_comment.label("words")).where(comment.c.manual_comment.is_not(None))
    penalties = (
        sa.select(submitted.c.student_id.label("student"), submitted_notebook.c.late_submission_penalty.label("points"))
        .select_from(notebooks)
        .where(Assignment.__table__.c.name == assignment, submitted_notebook.c.late_submission_penalty.is_not(None))
    )
    found: defaultdict[str, Human] = defaultdict(Human)
    with explained(str(engine.url)), engine.execution_options(reading=True).connect() as connection:
        for row in connection.execute(points):
            found[row.student].points[row.cell] = row.points
        for row in connection.execute(comments):
            if row.words.strip():
                found[row.student].comments[row.cell] = row.words
        for row in connection.execute(penalties):
            found[row.student].penalty += row.points
    return found
