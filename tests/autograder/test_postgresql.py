"""PostgreSQL as the gradebook of several graders at once, on a real server in a temporary folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook

from autograder.classrun import Claims
from autograder.record import GradebookError, open_gradebook
from tests.autograder.made_up_class import (
    HALF,
    RELEASED,
    RIGHT,
    WRONG,
    FakeGrader,
    contents,
    database,
    entries,
    grade_class,
    hand_in,
    scores,
)

pytest.importorskip("psycopg2", reason="the extra 'postgresql' is not installed")
BIN = next((path.parent for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(BIN is None, reason="no PostgreSQL server here (Debian: apt-get install postgresql)"),
]


@pytest.fixture(scope="module")
def server():
    """A throw-away cluster on a Unix socket; PostgreSQL refuses to run as root, so then as its own user."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    as_user: list[str] = []
    if os.getuid() == 0:
        if shutil.which("runuser") is None:
            pytest.skip("PostgreSQL does not run as root, and there is no runuser")
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data, log = folder / "data", folder / "log"

    def call(*command: str) -> None:
        done = subprocess.run([*as_user, *command], check=False, cwd="/", capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    call(f"{BIN}/initdb", "-D", str(data), "-A", "trust", "-U", "grader", "--no-sync")
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    call(f"{BIN}/pg_ctl", "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
    yield folder
    call(f"{BIN}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def db_url(server, request):
    """An empty database of its own for each test."""
    name = f"t{abs(hash(request.node.name))}"
    engine = sa.create_engine(f"postgresql+psycopg2://grader@/postgres?host={server}", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"postgresql+psycopg2://grader@/{name}?host={server}"


def make_class(course: Path, size: int = 12) -> None:
    for number in range(size):
        hand_in(course, f"student{number:02}", (RIGHT, HALF, WRONG, RELEASED)[number % 4], "Because.")


def test_the_same_gradebook_as_on_sqlite(tmp_path, db_url):
    make_class(tmp_path)
    grade_class(tmp_path)
    assert grade_class(tmp_path, db_url=db_url).ok
    here, there = contents(database(tmp_path)), contents(db_url)
    as_numbers = [(*row[:5], int(row[5])) for row in there.pop("grades")]
    assert as_numbers == here.pop("grades")
    plain = [(*row[:4], bool(row[4])) for row in here.pop("submissions")]
    assert there.pop("submissions") == plain
    sources = [(*row[:2], bool(row[2]), *row[3:]) for row in here.pop("sources")]
    assert there.pop("sources") == sources
    assert there == here
    with Gradebook(db_url, "sums") as gradebook:  # and nbgrader reads it
        assert gradebook.find_submission("01-sums", "student00").score == 3.0


def test_a_second_run_grades_nobody_and_a_resubmission_replaces_all_points(tmp_path, db_url):
    make_class(tmp_path, 4)
    grade_class(tmp_path, db_url=db_url)
    grader = FakeGrader()
    grade_class(tmp_path, grader, db_url=db_url)
    assert grader.graded == []
    hand_in(tmp_path, "student00", WRONG)
    grade_class(tmp_path, grader, db_url=db_url)
    assert grader.graded == ["student00"]
    assert scores(db_url)["student00", "test-add-hidden"] == 0.0


GRADER = """
import os, sys, time
from pathlib import Path
from tests.autograder.made_up_class import FakeGrader, grade_class

course, db_url, together = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

class Waits(FakeGrader):
    def grade(self, submission):
        (course / f"started-{os.getpid()}").touch()
        deadline = time.monotonic() + 60
        while len(list(course.glob("started-*"))) < together and time.monotonic() < deadline:
            time.sleep(0.01)
        return super().grade(submission)

grader = Waits(slots=2, seconds=0.05)
totals = grade_class(course, grader, db_url=db_url)
assert totals.ok, totals.said
print(*grader.graded)
"""


def start(course: Path, db_url: str, together: int = 1) -> subprocess.Popen[str]:
    """Grade in a process of its own, which begins when ``together`` of them have a submission in hand."""
    return subprocess.Popen(
        [sys.executable, "-c", GRADER, str(course), db_url, str(together)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_graders_at_once_share_the_class_and_grade_everybody_once(tmp_path, db_url):
    make_class(tmp_path, 40)
    runs = [start(tmp_path, db_url, together=2) for _ in range(2)]  # from nothing: both find no tables
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    graded = [out.split() for out, _ in said]
    assert sorted(graded[0] + graded[1]) == [student for student, _ in entries(tmp_path)]
    assert all(graded), "each of the two had a part"
    grade_class(tmp_path)
    assert scores(db_url) == scores(database(tmp_path))


def test_a_grader_that_was_killed_leaves_no_claim(tmp_path, db_url):
    make_class(tmp_path, 40)
    run = start(tmp_path, db_url)
    while len(_students(db_url)) < 5:
        assert run.poll() is None, run.communicate()
    run.kill()
    run.communicate()
    recorded = _students(db_url)
    grader = FakeGrader()
    assert grade_class(tmp_path, grader, db_url=db_url).ok
    assert set(grader.graded) == {student for student, _ in entries(tmp_path)} - recorded


@pytest.mark.parametrize("moment", [1, 5, 20])
def test_a_server_that_ends_all_connections_is_a_clear_error_and_the_next_run_goes_on(tmp_path, db_url, moment):
    """As when it is stopped or crashes: every connection breaks, whatever it is doing."""
    make_class(tmp_path, 40)
    run = start(tmp_path, db_url)
    while len(_students(db_url)) < moment:
        assert run.poll() is None, run.communicate()
    engine = sa.create_engine(db_url)
    with engine.connect() as connection:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        connection.execute(sa.text(ended))
    engine.dispose()
    _, said = run.communicate()
    assert run.returncode == 1
    assert "\nautograder.record.GradebookError: gradebook postgresql" in said
    assert "what was recorded is safe" in said
    recorded = _students(db_url)
    grader = FakeGrader()
    assert grade_class(tmp_path, grader, db_url=db_url).ok
    assert set(grader.graded) == {student for student, _ in entries(tmp_path)} - recorded
    grade_class(tmp_path)
    assert scores(db_url) == scores(database(tmp_path))


def _students(db_url: str) -> set[str]:
    try:
        return {student for student, _ in scores(db_url)}
    except sa.exc.ProgrammingError:  # the tables are not there yet
        return set()


def test_a_claim_is_one_graders(db_url):
    engine = open_gradebook(db_url, "sums")
    one, other = Claims(engine, "01-sums"), Claims(engine, "01-sums")
    assert one.take("ada")
    assert not other.take("ada")
    assert other.take("bob")
    one.give_back("ada")
    assert other.take("ada")
    one.close()
    other.close()


def test_no_server_is_a_clear_error_without_the_password():
    with pytest.raises(GradebookError) as caught:
        open_gradebook("postgresql+psycopg2://grader:secret@127.0.0.1:1/grades", "sums")
    assert "refused" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_a_clear_error():
    with pytest.raises(GradebookError, match=r"postgresql\+psycopg2://"):
        open_gradebook("postgresql+pg8000://grader@localhost/grades", "sums")
