"""What an instructor enters in the formgrader is read back as nbgrader itself counts it."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

from autograder.human import Human, read_humans
from autograder.record import open_gradebook
from tests.autograder.made_up_class import HALF, RIGHT, database, grade_class, hand_in


@pytest.fixture
def course(tmp_path):
    """A graded class of two, in a gradebook beside another course's."""
    hand_in(tmp_path, "ada", RIGHT, "Because.")
    hand_in(tmp_path, "bob", HALF, "Because.", when="2026-01-02 00:00:00 UTC")
    grade_class(tmp_path)
    return tmp_path


def read(course):
    engine = open_gradebook(database(course), "sums")
    try:
        return read_humans(engine, "01-sums")
    finally:
        engine.dispose()


def test_where_nobody_did_anything_there_is_nothing(course):
    assert read(course) == {}
    assert read(course)["ada"] == Human()


def test_points_credits_comments_and_penalties(course):
    with Gradebook(database(course), "sums") as gradebook:
        graded = {name: gradebook.find_grade(name, "sums", "01-sums", "ada") for name in ("test-add", "why")}
        graded["test-add"].extra_credit = 0.5  # beside the point that the test gave
        graded["why"].manual_score = 3.0
        graded["why"].extra_credit = 0.25
        gradebook.find_grade("test-add-hidden", "sums", "01-sums", "bob").manual_score = 0.0
        gradebook.find_grade("why", "sums", "01-sums", "bob").extra_credit = 2.0  # nothing is scored yet to add it to
        gradebook.find_comment("why", "sums", "01-sums", "bob").manual_comment = "Say why."
        gradebook.find_comment("why", "sums", "01-sums", "ada").manual_comment = " "
        gradebook.find_submission_notebook("sums", "01-sums", "bob").late_submission_penalty = 0.5
        gradebook.db.commit()
        score, bobs = (gradebook.find_submission("01-sums", student).score for student in ("ada", "bob"))
    found = read(course)
    assert found["ada"] == Human({"test-add": 1.5, "why": 3.25})
    assert found["bob"] == Human({"test-add-hidden": 0.0}, {"why": "Say why."}, 0.5)
    assert score == sum(found["ada"].points.values()) + 2.0, "the other test's own points"
    assert bobs == sum(found["bob"].points.values()) + 1.0
