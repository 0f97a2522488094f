"""The commands as an instructor types them, each by itself in a fresh course."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, BaseConverter, GenerateFeedback
from traitlets.config import Config

from autograder.nbgrader_plugin import autograde, generate_feedback, init_notebooks, switch_on
from tests.autograder.made_up_class import HALF, RELEASED, RIGHT, contents, hand_in, make_master, scores

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture
def course(tmp_path):
    """A fresh clone: the configuration and a master, nothing else."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    make_master(tmp_path)
    return tmp_path


def nbgrader(course: Path, *arguments: str) -> tuple[int, str]:
    """Run a command as in a shell where the environment was not activated; return its exit status and what it said."""
    environment = {**os.environ, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [str(Path(sys.executable).parent / "nbgrader"), *arguments],
        check=False,
        cwd=course,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return done.returncode, done.stdout


def database(course: Path) -> str:
    return f"sqlite:///{course}/classroom/gradebook.db"


def test_generate_assignment_needs_nothing_but_the_master(course):
    status, said = nbgrader(course, "generate_assignment", "01-sums")
    assert status == 0, said
    released = nbformat.read(course / "exercises" / "01-sums" / "sums.ipynb", 4)
    assert "END SOLUTION" not in str(released)
    assert "Try negative numbers" not in str(released)


def test_autograde_needs_no_other_command_before_it_and_grades_right(course):
    for student, code in {"ada": RIGHT, "bob": HALF, "[eve]": RELEASED}.items():
        hand_in(course, student, code, "Because.")
    status, said = nbgrader(course, "autograde", "01-sums")
    assert status == 0, said
    assert "3 submitted = 3 graded + 0 quarantined + 0 failed" in said
    points = scores(database(course))
    assert [points[name, "test-add"] for name in ("ada", "bob", "[eve]")] == [1.0, 1.0, 0.0]
    assert [points[name, "test-add-hidden"] for name in ("ada", "bob", "[eve]")] == [2.0, 0.0, 0.0]
    assert (course / "classroom" / "autograded" / "ada" / "01-sums" / "sums.ipynb").exists()

    # again: nothing to do; one student by name, forced; then stock nbgrader's own commands on the same gradebook
    before = contents(database(course))
    assert "(0 graded now" in nbgrader(course, "autograde", "01-sums")[1]
    assert "1 submitted = 1 graded" in nbgrader(course, "autograde", "01-sums", "--student=[eve]", "--force")[1]
    assert contents(database(course)) == before
    assert nbgrader(course, "generate_assignment", "01-sums")[0] == 0
    assert nbgrader(course, "export", "--to=grades.csv")[0] == 0
    assert "ada" in (course / "grades.csv").read_text()
    assert contents(database(course)) == before


def test_feedback_needs_only_what_was_recorded_and_shows_no_hidden_test(course):
    hand_in(course, "ada", HALF, when="2026-11-01 12:00:00 UTC")
    (hand_in(course, "bob", RIGHT) / "sums.ipynb").write_text("not a notebook")
    status, said = nbgrader(course, "generate_feedback", "01-sums")
    assert status == 1
    assert "nbgrader autograde 01-sums" in said
    nbgrader(course, "autograde", "01-sums")
    shutil.rmtree(course / "classroom" / "autograded")  # the pages come from the results
    status, said = nbgrader(course, "generate_feedback", "01-sums")
    assert status == 0, said
    folder = course / "classroom" / "feedback" / "ada" / "01-sums"
    page = (folder / "sums.html").read_text()
    assert "abs(a) + b" in page
    assert "add(-1, 1)" not in page
    assert (folder / "timestamp.txt").exists()
    assert "not a notebook" not in (course / "classroom" / "feedback" / "bob" / "01-sums" / "sums.html").read_text()


def test_feedback_when_nobody_has_handed_in_is_no_error(course):
    status, said = nbgrader(course, "generate_feedback", "01-sums")
    assert status == 0, said
    assert "nobody has handed in" in said
    assert nbgrader(course, "generate_feedback", "01-sums", "--student=bob")[0] == 1


def test_one_damaged_file_makes_the_status_1_and_stops_nobody(course):
    hand_in(course, "ada", RIGHT)
    (hand_in(course, "bob", RIGHT) / "sums.ipynb").write_text("not a notebook")
    status, said = nbgrader(course, "autograde", "01-sums")
    assert status == 1
    assert "2 submitted = 1 graded + 1 quarantined + 0 failed" in said
    assert "bob" in said
    assert scores(database(course))["ada", "test-add-hidden"] == 2.0


def test_an_unknown_assignment_is_an_error_that_lists_the_known_ones(course):
    status, said = nbgrader(course, "autograde", "01-one-hto")
    assert status == 1
    assert "the assignments are: 01-sums" in said


def test_nothing_handed_in_is_no_error_and_says_where_submissions_go(course):
    status, said = nbgrader(course, "autograde", "01-sums")
    assert status == 0, said
    assert "classroom/submitted/<student>/01-sums" in said


def test_a_student_without_a_submission_is_an_error(course):
    hand_in(course, "ada", RIGHT)
    status, said = nbgrader(course, "autograde", "01-sums", "--student=bob")
    assert status == 1
    assert "'bob' has handed nothing in" in said


def test_a_notebook_that_the_assignment_has_not_and_no_execute_are_errors(course):
    hand_in(course, "ada", RIGHT)
    assert nbgrader(course, "autograde", "01-sums", "--notebook=other")[0] == 1
    status, said = nbgrader(course, "autograde", "01-sums", "--no-execute")
    assert status == 1
    assert "--no-execute" in said


def test_a_gradebook_that_can_not_be_used_is_a_clear_error(course):
    hand_in(course, "ada", RIGHT)
    (course / "classroom" / "gradebook.db").write_text("something else, more than sixteen bytes of it")
    status, said = nbgrader(course, "autograde", "01-sums")
    assert status == 1
    assert "not a gradebook" in said
    assert "Traceback" not in said


def test_the_formgraders_button_grades_with_this_engine(course):
    hand_in(course, "ada", HALF)
    (hand_in(course, "bob", RIGHT) / "timestamp.txt").write_text("not a time")
    script = """
from nbgrader.apps import NbGraderAPI, NbGraderApp
app = NbGraderApp()
app.initialize([])
api = NbGraderAPI(parent=app, config=app.config, coursedir=app.coursedir)
for student in ("ada", "bob"):
    outcome = api.autograde("01-sums", student)
    assert outcome["success"], outcome
rows = [(row["student"], row["autograded"], row["code_score"]) for row in api.get_submissions("01-sums")]
assert rows == [("ada", True, 1.0), ("bob", True, 3.0)], rows
assert not api.autograde("01-sums", "nobody")["success"]
outcome = api.generate_feedback("01-sums")
assert outcome["success"], outcome
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, cwd=course, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    with Gradebook(database(course), "embedding-layer") as gradebook:
        assert gradebook.find_submission("01-sums", "ada").score == 1.0


def test_switched_on_twice_is_switched_on_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Autograde, "start", Autograde.start)
    monkeypatch.setattr(GenerateFeedback, "start", GenerateFeedback.start)
    monkeypatch.setattr(BaseConverter, "init_notebooks", BaseConverter.init_notebooks)
    config = Config()
    config.CourseDirectory.db_url = "postgresql://grader@localhost/grades"
    for _ in range(2):
        switch_on(config)
    assert Autograde.start is autograde
    assert GenerateFeedback.start is generate_feedback
    assert BaseConverter.init_notebooks is init_notebooks
    assert config.CourseDirectory.db_url == "postgresql+psycopg2://grader@localhost/grades"


def test_generate_assignment_gives_students_the_notebook_and_nothing_of_the_instructors(tmp_path):
    """Every real assignment, by the plain command: the same files as in exercises/, to the byte."""
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions", ignore=shutil.ignore_patterns("*.ipynb"))
    for folder in sorted((tmp_path / "solutions").glob("*/")):
        for name in ("notes.md", "keys.toml", ".secret"):
            (folder / name).write_text("for instructors only")
        code, said = nbgrader(tmp_path, "generate_assignment", folder.name)
        assert code == 0, said
    made = {
        path.relative_to(tmp_path): path.read_bytes() for path in (tmp_path / "exercises").rglob("*") if path.is_file()
    }
    kept = {
        path.relative_to(ROOT): path.read_bytes()
        for path in (ROOT / "exercises").rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    assert made == kept
