"""The instructor's page and the exports: right numbers, and nothing that runs where it is opened."""

import csv
import shutil
from datetime import datetime

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from autograder.exporters import CanvasExporter, CsvExporter, MoodleExporter, harmless
from autograder.model import Result, TestResult
from autograder.record import Record, open_gradebook
from autograder.report import render_report


def record(student, first, second, status="graded", reason="") -> Record:
    tests = (
        TestResult("easy", "passed", first, 1.0, "", seconds=0.01),
        TestResult("hard", "failed", second, 2.0, "look at <b>", "secret"),
    )
    result = Result(student, "a", "n", "k", "graded", tests=tests, seconds=0.5, rung="namespaces")
    now = datetime(2026, 1, 1)
    return Record("a", student, status, reason, "f", "h", now, result if status == "graded" else None, "h", now)


CLASS = [record("s1", 1, 2), record("s2", 1, 0), record("s3", 1, 1), record("s4", 0, 0)]


def test_difficulty_and_discrimination():
    text = render_report("a", CLASS)
    assert "4 submitted = 4 graded + 0 quarantined + 0 failed" in text
    assert "Mean 1.50" in text
    assert "<td>0.75</td><td>0.52</td>" in text
    assert "look at &lt;b&gt; (4 times)" in text
    assert "secret" not in text


def test_the_plots_say_in_words_what_they_show():
    text = render_report("a", CLASS)
    assert "Histogram of points: 1 submissions with 0 to 1 points; 1 submissions with 1 to 2 points" in text
    assert "easy: difficulty 0.75, discrimination 0.52" in text
    assert "Histogram of seconds: 4 submissions" in text


def test_what_was_set_aside_is_listed_and_escaped():
    text = render_report("a", [*CLASS, record("<script>", 0, 0, "quarantined", "it is empty")])
    assert "&lt;script&gt; (quarantined): it is empty" in text
    assert "<script" not in text


def test_one_submission_defines_no_correlation():
    assert "not defined" in render_report("a", CLASS[:1])


def test_nothing_recorded_is_an_error():
    with pytest.raises(ValueError, match="nothing is recorded"):
        render_report("a", [])


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "  =1", "\r=1"])
def test_formulas_are_disarmed(text):
    assert harmless(text) == f"'{text}"


def test_ordinary_names_stay():
    assert [harmless(text) for text in ("O'Brien", "Ümit", "", None)] == ["O'Brien", "Ümit", "", ""]


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A gradebook's file, with two assignments of two students; one handed one in, late."""
    file = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    open_gradebook(f"sqlite:///{file}", "default_course").dispose()  # nbgrader itself takes seconds to make one
    with Gradebook(f"sqlite:///{file}") as made:
        for name, points in (("a", 20.0), ("b", 10.0)):
            made.add_assignment(name)
            made.add_notebook("n", name)
            made.add_grade_cell("test", "n", name, max_score=points, cell_type="code")
        made.add_student("s1", first_name="=cmd()", last_name='X, the "second"', email="x@y")
        made.add_student("s2")
        with made.db.no_autoflush:
            made.add_submission("a", "s1")
        made.find_grade("test", "n", "a", "s1").auto_score = 12.5
        made.find_submission_notebook("n", "a", "s1").late_submission_penalty = 2.0
        made.db.commit()
    return file


@pytest.fixture
def gradebook(filled, tmp_path):
    """A copy of it."""
    (tmp_path / "classroom").mkdir()
    shutil.copy(filled, tmp_path / "classroom" / "gradebook.db")
    with Gradebook(f"sqlite:///{tmp_path}/classroom/gradebook.db") as made:
        yield made


@pytest.mark.parametrize("kind", [MoodleExporter, CanvasExporter])
def test_exports(kind, gradebook, tmp_path):
    target = tmp_path / "out.csv"
    kind(to=str(target)).export(gradebook)
    with target.open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    assert len({len(row) for row in [header, *rows]}) == 1
    assert rows[-2][-2:] == ["", ""]
    assert rows[-1][-2:] == ["10.5", ""]
    assert not [value for row in rows for value in row if value.startswith("=")]
    if kind is CanvasExporter:
        assert rows[0] == ["Points Possible", "", "", "", "20.0", "10.0"]


def test_nbgraders_own_columns_with_names_that_would_break_them(gradebook, tmp_path):
    target = tmp_path / "out.csv"
    CsvExporter(to=str(target)).export(gradebook)
    with target.open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    assert header == [
        *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
        *("raw_score", "late_submission_penalty", "score", "max_score"),
    ]
    assert rows[1] == ["a", "", "", "s1", 'X, the "second"', "'=cmd()", "x@y", "12.5", "2.0", "10.5", "20.0"]
    assert rows[0][7:] == ["0.0", "0.0", "0.0", "20.0"]
    assert len(rows) == 4


def test_an_export_that_fails_leaves_the_older_file(gradebook, tmp_path):
    target = tmp_path / "grades" / "out.csv"
    target.parent.mkdir()
    target.write_text("older")
    gradebook.db.execute(text("DROP TABLE grade"))
    with pytest.raises(OperationalError):
        CsvExporter(to=str(target)).export(gradebook)
    assert target.read_text() == "older"
    assert [path.name for path in target.parent.iterdir()] == ["out.csv"]


def test_filters(gradebook, tmp_path):
    target = tmp_path / "out.csv"
    MoodleExporter(to=str(target), student=["s2"], assignment=["b"]).export(gradebook)
    assert target.read_text().splitlines() == ["ID number,First name,Last name,Email address,Assignment: b", "s2,,,,"]
