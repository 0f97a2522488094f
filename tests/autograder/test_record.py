"""What a submission leaves in nbgrader's gradebook."""

from __future__ import annotations

import os
import sqlite3
import threading
from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from autograder.record import (
    GradebookError,
    Origin,
    Recorder,
    UnknownStudentError,
    open_gradebook,
    records_of,
)
from tests.autograder.made_up_class import (
    HALF,
    MASTER,
    RELEASED,
    RIGHT,
    WRONG,
    contents,
    database,
    hand_in,
    make_master,
    open_recorder,
    read,
    result_of,
    scores,
)


def hand_in_and_record(course, student, code, answer="YOUR ANSWER HERE", recorder=None, **origin):
    recorder = recorder or open_recorder(course)
    submission = read(hand_in(course, student, code, answer), student)
    recorder.record(submission, result_of(submission), Origin("f", f"hash of {code}", **origin))
    return recorder


def test_nbgrader_sees_the_points(tmp_path):
    hand_in_and_record(tmp_path, "ada", HALF, "Because.")
    with Gradebook(database(tmp_path), "sums") as gradebook:
        submission = gradebook.find_submission("01-sums", "ada")
        assert (submission.score, submission.max_score, submission.code_score) == (1.0, 7.0, 1.0)
        assert submission.needs_manual_grade
        (row,) = gradebook.submission_dicts("01-sums")
        assert (row["student"], row["score"], row["max_score"]) == ("ada", 1.0, 7.0)


@pytest.mark.slow
def test_the_gradebook_has_the_same_cells_as_after_generate_assignment(tmp_path, monkeypatch):
    master = make_master(tmp_path)
    open_recorder(tmp_path)
    config = Config()
    config.CourseDirectory.root = str(tmp_path)
    config.CourseDirectory.source_directory = "solutions"
    config.CourseDirectory.db_url = stock = f"sqlite:///{tmp_path}/stock.db"
    config.CourseDirectory.course_id = "sums"
    config.CourseDirectory.ignore = ["*.py"]
    from autograder.masters import write_notebook

    write_notebook(master)
    assert NbGraderAPI(config=config).generate_assignment("01-sums")["success"]
    open_gradebook(stock, "sums")  # adds our own table
    assert contents(database(tmp_path)) == contents(stock)


def test_an_untouched_answer_gets_zero_and_a_written_one_waits_for_a_human(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RELEASED)
    hand_in_and_record(tmp_path, "bob", RIGHT, "Because it is so.", recorder)
    by_cell = {row[:2]: row[2:] for row in contents(database(tmp_path))["grades"]}
    assert by_cell["ada", "why"] == (0.0, None, None, 0)
    assert by_cell["bob", "why"] == (None, None, None, 1)
    comments = {row[:2]: row[2] for row in contents(database(tmp_path))["comments"]}
    assert comments["ada", "add"] == comments["ada", "why"] == "No response."
    assert comments["bob", "add"] is comments["bob", "why"] is None


def test_a_resubmission_keeps_no_point_of_the_older_file(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT)
    submission = read(hand_in(tmp_path, "ada", WRONG), "ada")
    nothing = replace(result_of(submission), tests=())  # not even a line on the tests
    recorder.record(submission, nothing, Origin("f", "hash of the second file"))
    assert {points for (_, cell), points in scores(database(tmp_path)).items() if cell != "why"} == {0.0}


def test_what_a_human_gave_is_never_touched(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT, "Because.")
    with Gradebook(database(tmp_path), "sums") as gradebook:
        grade = gradebook.find_grade("why", "sums", "01-sums", "ada")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.0, 0.5, False
        gradebook.find_comment("why", "sums", "01-sums", "ada").manual_comment = "Nice."
        gradebook.db.commit()
    hand_in_and_record(tmp_path, "ada", WRONG, "Because!", recorder)
    by_cell = {row[:2]: row[2:] for row in contents(database(tmp_path))["grades"]}
    # as nbgrader: it is to be looked at again, but it stays
    assert by_cell["ada", "why"] == (None, 3.0, 0.5, 1)
    assert ("ada", "why", None, "Nice.") in contents(database(tmp_path))["comments"]


@pytest.mark.parametrize("status", ["failed", "quarantined"])
def test_a_file_that_was_not_graded_leaves_the_older_score_with_its_own_hash(tmp_path, status):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT)
    recorder.set_aside("ada", status, "why not", Origin("f2", "hash of the second file"))
    assert scores(database(tmp_path))["ada", "test-add-hidden"] == 2.0
    (record,) = records_of(recorder.engine, "01-sums")
    assert (record.status, record.reason, record.current) == (status, "why not", False)
    assert record.result is not None
    assert record.result_hash == f"hash of {RIGHT}"


def test_somebody_whose_only_file_is_set_aside_has_no_submission_but_is_in_the_class(tmp_path):
    recorder = open_recorder(tmp_path)
    recorder.set_aside("ada", "quarantined", "no notebook", Origin("f", "h"))
    found = contents(database(tmp_path))
    assert found["students"] == [("ada", None, None, None)]
    assert found["submissions"] == []


def test_less_than_twenty_statements_and_one_commit_a_submission(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT)
    statements, commits = [], []
    sa.event.listen(recorder.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    sa.event.listen(recorder.engine, "commit", commits.append)
    recorder.look_up("bob")
    hand_in_and_record(tmp_path, "bob", HALF, "Because.", recorder)
    assert 5 < len(statements) < 20
    assert len(commits) == 1


def test_points_that_can_not_be_are_refused_and_nothing_is_written(tmp_path):
    recorder = open_recorder(tmp_path)
    submission = read(hand_in(tmp_path, "ada", RIGHT), "ada")
    good = result_of(submission)
    before = contents(database(tmp_path))
    for points in (float("nan"), -1.0, 1.5):
        bad = replace(good, tests=(replace(good.tests[0], points=points), good.tests[1]))
        with pytest.raises(ValueError, match="test-add"):
            recorder.record(submission, bad, Origin("f", "h"))
    assert contents(database(tmp_path)) == before


def test_the_late_penalty_comes_from_the_plugin_and_never_exceeds_the_score(tmp_path):
    asked = []

    def penalty(student, score, seconds):
        asked.append((student, score, seconds))
        return 100.0

    recorder = open_recorder(tmp_path, late_penalty=penalty)
    with Gradebook(database(tmp_path), "sums") as gradebook:
        gradebook.update_or_create_assignment("01-sums", duedate="2026-11-01 12:00:00 UTC")
    hand_in_and_record(tmp_path, "ada", HALF, recorder=recorder, timestamp=datetime(2026, 11, 1, 12, 0, 30))
    hand_in_and_record(tmp_path, "bob", HALF, recorder=recorder, timestamp=datetime(2026, 11, 1, 11, 59))
    assert asked == [("ada", 1.0, 30.0)]
    penalties = {row[0]: row[3] for row in contents(database(tmp_path))["submissions"]}
    assert penalties == {"ada": 1.0, "bob": None}
    # the next file says nothing of when it was handed in: it does not inherit that the older one was late
    hand_in_and_record(tmp_path, "ada", HALF, recorder=recorder)
    assert {row[0]: row[1:4:2] for row in contents(database(tmp_path))["submissions"]}["ada"] == (None, None)


def test_a_student_who_is_not_on_the_roster_is_not_added_when_that_is_forbidden(tmp_path):
    recorder = open_recorder(tmp_path, create_student=False)
    with pytest.raises(UnknownStudentError, match="nbgrader db student add ada"):
        hand_in_and_record(tmp_path, "ada", RIGHT, recorder=recorder)
    with Gradebook(database(tmp_path), "sums") as gradebook:
        gradebook.add_student("ada")
    hand_in_and_record(tmp_path, "ada", RIGHT, recorder=recorder)
    assert scores(database(tmp_path))["ada", "test-add"] == 1.0


def test_a_new_test_cell_is_registered_and_a_removed_one_takes_its_points_along(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT)
    more = MASTER + (
        '\n# %% nbgrader={"grade_id": "test-more", "grade": true, "locked": true, "points": 5}\nassert add(2, 2) == 4\n'
    )
    more = more.replace("test-add-hidden", "test-add-secret")
    Recorder(recorder.engine, "sums", make_master(tmp_path, more))
    cells = {name for name, kind in contents(database(tmp_path))["cells"] if kind == "GradeCell"}
    assert cells == {"test-add", "test-add-secret", "test-more", "why"}
    assert set(scores(database(tmp_path))) == {("ada", "test-add"), ("ada", "why")}


def test_a_cell_that_a_human_graded_is_not_removed(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT, "Because.")
    with Gradebook(database(tmp_path), "sums") as gradebook:
        gradebook.find_grade("why", "sums", "01-sums", "ada").manual_score = 3.0
        gradebook.db.commit()
    shorter = MASTER[: MASTER.index('# %% [markdown] nbgrader={"grade_id": "why"')]
    with pytest.raises(GradebookError, match="'why' is gone"):
        Recorder(recorder.engine, "sums", make_master(tmp_path, shorter))


# --- gradebooks in trouble


def test_an_empty_file_and_a_half_made_gradebook_are_completed(tmp_path):
    path = tmp_path / "classroom" / "gradebook.db"
    path.parent.mkdir()
    path.touch()
    open_gradebook(database(tmp_path), "sums")
    with sqlite3.connect(path) as raw:
        raw.execute("DROP TABLE alembic_version")  # a run killed between nbgrader's commits
        raw.execute("DROP TABLE autograder_result")
    hand_in_and_record(tmp_path, "ada", RIGHT)
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT count(*) FROM alembic_version").fetchone() == (1,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_that_is_no_database_is_left_alone_with_a_clear_error(tmp_path):
    path = tmp_path / "classroom" / "gradebook.db"
    path.parent.mkdir()
    path.write_text("something else, more than sixteen bytes of it")
    with pytest.raises(GradebookError, match="not a gradebook"):
        open_gradebook(database(tmp_path), "sums")
    assert path.read_text().startswith("something else")


def test_a_damaged_database_is_a_clear_error(tmp_path):
    recorder = open_recorder(tmp_path)
    recorder.engine.dispose()
    path = tmp_path / "classroom" / "gradebook.db"
    data = bytearray(path.read_bytes())
    data[100:] = os.urandom(len(data) - 100)
    path.write_bytes(data)
    with pytest.raises(GradebookError, match="damaged"):
        open_gradebook(database(tmp_path), "sums")


def test_a_locked_gradebook_is_waited_for(tmp_path):
    recorder = open_recorder(tmp_path)
    other = sqlite3.connect(tmp_path / "classroom" / "gradebook.db", check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.5, other.rollback).start()
    hand_in_and_record(tmp_path, "ada", RIGHT, recorder=recorder)
    assert scores(database(tmp_path))["ada", "test-add"] == 1.0


def test_a_gradebook_that_stays_locked_is_a_clear_error(tmp_path):
    open_recorder(tmp_path)
    recorder = Recorder(open_gradebook(database(tmp_path), "sums", busy_seconds=0.2), "sums", make_master(tmp_path))
    other = sqlite3.connect(tmp_path / "classroom" / "gradebook.db")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(GradebookError, match="another program holds it"):
        hand_in_and_record(tmp_path, "ada", RIGHT, recorder=recorder)
    other.rollback()
    assert scores(database(tmp_path)) == {}


def test_a_full_disk_leaves_no_half_written_grade(tmp_path):
    recorder = hand_in_and_record(tmp_path, "ada", RIGHT)
    before = contents(database(tmp_path))
    # SQLite's own limit stands for a full disk: the same error from the same place
    sa.event.listen(recorder.engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))
    recorder.engine.dispose()

    def everybody():
        for number in range(50):
            hand_in_and_record(tmp_path, f"student {number}", RIGHT, "x" * 3000, recorder)

    with pytest.raises(GradebookError, match="disk is full"):
        everybody()
    after = contents(database(tmp_path))
    whole = {student for student, *_ in after["students"]}
    assert len(after["grades"]) == 3 * len(whole)
    assert set(before["grades"]) <= set(after["grades"])


def test_another_kind_of_database_is_refused(tmp_path):
    with pytest.raises(GradebookError, match="SQLite or PostgreSQL"):
        open_gradebook("mysql://localhost/grades", "sums")
