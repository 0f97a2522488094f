"""The instructor's page and the exports: right numbers, and nothing that runs where it is opened."""

import csv
from datetime import datetime
from types import SimpleNamespace

import pytest

from autograder.exporters import CanvasExporter, CsvExporter, MoodleExporter, harmless
from autograder.model import Result, TestResult
from autograder.record import Record
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


class Book:
    """As much of nbgrader's gradebook as exporters use."""

    assignments = [  # noqa: RUF012
        SimpleNamespace(name="a", max_score=20.0, duedate=None),
        SimpleNamespace(name="b", max_score=10.0, duedate=None),
    ]
    students = [  # noqa: RUF012
        SimpleNamespace(id="s1", first_name="=cmd()", last_name='X, the "second"', email="x@y"),
        SimpleNamespace(id="s2", first_name=None, last_name=None, email=None),
    ]

    def find_submission(self, name, student):
        from nbgrader.api import MissingEntry

        if (name, student) != ("a", "s1"):
            raise MissingEntry
        return SimpleNamespace(timestamp=None, score=12.5, late_submission_penalty=2.0)


@pytest.mark.parametrize("kind", [MoodleExporter, CanvasExporter])
def test_exports(kind, tmp_path):
    target = tmp_path / "out.csv"
    kind(to=str(target)).export(Book())
    with target.open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    assert len({len(row) for row in [header, *rows]}) == 1
    assert rows[-2][-2:] == ["10.5", ""]
    assert rows[-1][-2:] == ["", ""]
    assert not [value for row in rows for value in row if value.startswith("=")]
    if kind is CanvasExporter:
        assert rows[0] == ["Points Possible", "", "", "", "20.0", "10.0"]


def test_nbgraders_own_columns_with_names_that_would_break_them(tmp_path):
    target = tmp_path / "out.csv"
    CsvExporter(to=str(target)).export(Book())
    with target.open(newline="", encoding="utf-8") as file:
        header, *rows = list(csv.reader(file))
    assert header == [
        *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
        *("raw_score", "late_submission_penalty", "score", "max_score"),
    ]
    assert rows[0] == ["a", "", "", "s1", 'X, the "second"', "'=cmd()", "x@y", "12.5", "2.0", "10.5", "20.0"]
    assert rows[1][7:] == ["0.0", "0.0", "0.0", "20.0"]
    assert len(rows) == 4


def test_an_export_that_fails_leaves_the_older_file(tmp_path):
    target = tmp_path / "out.csv"
    target.write_text("older")

    class Broken(Book):
        def find_submission(self, name, student):
            raise RuntimeError("the gradebook is gone")

    with pytest.raises(RuntimeError):
        CsvExporter(to=str(target)).export(Broken())
    assert target.read_text() == "older"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_filters(tmp_path):
    target = tmp_path / "out.csv"
    MoodleExporter(to=str(target), student=["s2"], assignment=["b"]).export(Book())
    assert target.read_text().splitlines() == ["ID number,First name,Last name,Email address,Assignment: b", "s2,,,,"]
