"""The demonstration class: what is left to do of it, and whether its grades are right."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from autograder.demo import unfinished
from autograder.model import Limits
from tests.autograder.made_up_class import HALF, MASTER, RIGHT, FakeGrader, database, grade_class, hand_in, make_master


@pytest.fixture
def course(tmp_path):
    """A class of two, graded, with pages."""
    for student, code in (("ada", RIGHT), ("bob", HALF)):
        hand_in(tmp_path, student, code)
    grade_class(tmp_path)
    write_pages(tmp_path)
    return tmp_path


def pages(course: Path) -> list[Path]:
    classroom = course / "classroom"
    feedback = [classroom / "feedback" / student / "01-sums" / "sums.html" for student in ("ada", "bob")]
    return [*feedback, classroom / "reports" / "01-sums.html"]


def write_pages(course: Path, seconds_ago: float = 0) -> None:
    for page in pages(course):
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("page")
        os.utime(page, (time.time() - seconds_ago,) * 2)


def left(course: Path) -> list[str]:
    return list(unfinished([make_master(course)], course / "classroom", database(course), Limits()))


def test_of_a_finished_class_nothing_is_left(course):
    assert left(course) == []


def test_nothing_is_finished_before_the_first_run(tmp_path):
    hand_in(tmp_path, "ada", RIGHT)
    (tmp_path / "classroom").mkdir(exist_ok=True)
    assert left(tmp_path) == ["01-sums"]


@pytest.mark.parametrize("place", range(3))
def test_a_page_that_is_missing_or_older_than_the_grade(course, place):
    page = pages(course)[place]
    os.utime(page, (1, 1))
    assert left(course) == ["01-sums"]
    page.unlink()
    assert left(course) == ["01-sums"]


def test_a_new_or_changed_submission(course):
    write_pages(course, seconds_ago=10)
    hand_in(course, "bob", RIGHT)
    assert left(course) == ["01-sums"]
    grade_class(course)
    assert left(course) == ["01-sums"], "its pages are older"
    write_pages(course)
    assert left(course) == []
    hand_in(course, "eve", RIGHT)
    assert left(course) == ["01-sums"]


def test_a_changed_master(course):
    changed = make_master(course, MASTER.replace("1 and 2 make 3.", "Add them."))
    assert list(unfinished([changed], course / "classroom", database(course), Limits())) == ["01-sums"]


def test_other_limits(course):
    tighter = unfinished([make_master(course)], course / "classroom", database(course), Limits(call_seconds=1))
    assert list(tighter) == ["01-sums"]


def test_what_failed_is_left_to_do(course):
    hand_in(course, "bob", RIGHT + "\n")
    grade_class(course, FakeGrader(breaks_for=("bob",)))
    write_pages(course)
    assert left(course) == ["01-sums"]
