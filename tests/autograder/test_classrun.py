"""A whole class: nothing is lost, nothing is graded twice, the schedule changes no grade."""

from __future__ import annotations

import itertools
import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import sqlalchemy as sa
from nbgrader.api import Gradebook

from autograder.autograded import autograded_notebook, write_autograded
from autograder.classrun import (
    ClassRun,
    EngineError,
    LocalGrader,
    Places,
    Totals,
    hash_of,
    hash_or_nothing,
    one_run_at_a_time,
    timestamp_of,
)
from autograder.grading import grade
from autograder.intake import read_submission
from autograder.model import CellResult, Limits, Result, Submission, TestResult
from autograder.processes import Exit
from autograder.record import GradebookError, Recorder, released_notebook
from autograder.sandbox import NONE, SandboxError
from tests.autograder.made_up_class import (
    HALF,
    MASTER,
    RELEASED,
    RIGHT,
    WRONG,
    FakeGrader,
    contents,
    database,
    entries,
    grade_class,
    hand_in,
    make_master,
    open_recorder,
    read,
    result_of,
    scores,
)

CODES = (RIGHT, HALF, WRONG, RELEASED)


def make_class(course: Path, size: int = 12) -> None:
    for number in range(size):
        hand_in(course, f"student{number:04}", CODES[number % 4], "Because." if number % 3 else "YOUR ANSWER HERE")


def test_everybody_is_graded_and_the_sum_is_told(tmp_path):
    make_class(tmp_path)
    totals = grade_class(tmp_path)
    assert (totals.submitted, totals.graded, totals.fresh, totals.ok) == (12, 12, 12, True)
    assert totals.lines()[0].startswith("01-sums: 12 submitted = 12 graded + 0 quarantined + 0 failed")
    assert totals.mean == pytest.approx((3 + 1 + 0 + 0) / 4)
    assert totals.log.read_text().count("graded") == 12
    assert len(scores(database(tmp_path))) == 3 * 12


@pytest.mark.slow
def test_a_second_run_grades_nobody_and_a_forced_one_everybody(tmp_path):
    make_class(tmp_path)
    grade_class(tmp_path)
    before = contents(database(tmp_path))
    again = FakeGrader()
    totals = grade_class(tmp_path, again)
    assert again.graded == []
    assert (totals.graded, totals.fresh) == (12, 0)
    forced = FakeGrader()
    grade_class(tmp_path, forced, force=True)
    assert len(forced.graded) == 12
    assert contents(database(tmp_path)) == before


def test_only_a_changed_file_is_graded_again(tmp_path):
    make_class(tmp_path)
    grade_class(tmp_path)
    hand_in(tmp_path, "student0000", WRONG)
    grader = FakeGrader()
    grade_class(tmp_path, grader)
    assert grader.graded == ["student0000"]
    assert scores(database(tmp_path))["student0000", "test-add"] == 0.0


def test_a_changed_test_grades_everybody_again(tmp_path, monkeypatch):
    make_class(tmp_path)
    grade_class(tmp_path)
    monkeypatch.setattr("tests.autograder.made_up_class.MASTER", MASTER)
    monkeypatch.setattr(make_master, "__defaults__", (MASTER.replace("negative numbers", "numbers below 0"), "01-sums"))
    grader = FakeGrader()
    totals = grade_class(tmp_path, grader)
    assert totals.fresh == 12


def test_a_file_that_can_not_be_read_stops_only_itself(tmp_path):
    make_class(tmp_path, 4)
    (entries(tmp_path)[1][1] / "sums.ipynb").write_text("<<<<<<< HEAD")
    totals = grade_class(tmp_path)
    assert (totals.graded, totals.quarantined, totals.failed, totals.ok) == (3, 1, 0, False)
    assert any("'student0001' quarantined: sums.ipynb is not a notebook" in line for line in totals.said)
    again = grade_class(tmp_path)  # told again until a readable file comes
    assert (again.quarantined, again.fresh) == (1, 0)
    hand_in(tmp_path, "student0001", RIGHT)
    assert grade_class(tmp_path).ok


def test_files_that_may_not_be_read_are_set_aside_and_recorded(tmp_path, monkeypatch):
    make_class(tmp_path, 2)

    def refuse(folder):
        if folder.parent.name == "student0000":
            raise PermissionError(13, "Permission denied", "/secret/place")
        return hash_of(folder)

    monkeypatch.setattr("autograder.classrun.hash_of", refuse)
    totals = grade_class(tmp_path)
    assert (totals.graded, totals.quarantined) == (1, 1)
    assert "/secret/place" not in str(totals.said)
    assert contents(database(tmp_path))["results"][0][1:4] == (
        "student0000",
        "quarantined",
        "its files can't be read (Permission denied)",
    )


def test_an_engine_fault_stops_only_that_submission_and_is_tried_again(tmp_path):
    make_class(tmp_path, 4)
    totals = grade_class(tmp_path, FakeGrader(breaks_for=("student0000",)))
    assert (totals.graded, totals.failed, totals.ok) == (3, 1, False)
    assert "RuntimeError: the engine broke" in totals.log.read_text()  # for the instructor
    grader = FakeGrader()
    assert grade_class(tmp_path, grader).ok
    assert grader.graded == ["student0000"]


def test_a_failed_run_leaves_the_score_and_says_that_it_is_an_older_files(tmp_path):
    hand_in(tmp_path, "ada", RIGHT)
    grade_class(tmp_path)
    hand_in(tmp_path, "ada", HALF)
    totals = grade_class(tmp_path, FakeGrader(breaks_for=("ada",)))
    assert scores(database(tmp_path))["ada", "test-add-hidden"] == 2.0
    assert any("the points of the older file stand" in line for line in totals.said)


@pytest.mark.parametrize("slots", [2, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 7))])
def test_the_number_of_workers_changes_nothing(tmp_path, slots):
    one, many = tmp_path / "one", tmp_path / "many"
    for course in (one, many):
        make_class(course, 20)
    grade_class(one, FakeGrader(slots=1))
    grade_class(many, FakeGrader(slots=slots, seconds=0.002))
    assert contents(database(many)) == contents(database(one))


def test_strange_names_of_students_are_students_too(tmp_path):
    names = ["a[1]", "per cent %", "名前", "semi;colon'--", "*", "trailing.", "-rf", "{x}"]
    for name in names:
        hand_in(tmp_path, name, RIGHT)
    totals = grade_class(tmp_path)
    assert (totals.graded, totals.ok) == (len(names), True)
    assert {student for student, _ in scores(database(tmp_path))} == set(names)


def test_a_name_that_the_gradebook_can_not_hold_is_set_aside(tmp_path):
    hand_in(tmp_path, "ada", RIGHT)
    hand_in(tmp_path, "x" * 200, RIGHT)
    hand_in(tmp_path, os.fsdecode(b"caf\xe9"), RIGHT)
    totals = grade_class(tmp_path)
    assert (totals.graded, totals.quarantined) == (1, 2)


def test_a_damaged_timestamp_costs_nothing_and_is_told(tmp_path):
    folder = hand_in(tmp_path, "ada", RIGHT, when="yesterday, I think")
    assert grade_class(tmp_path).ok
    assert timestamp_of(folder) == (None, "timestamp.txt holds no time that can be read; counted as in time")
    (folder / "timestamp.txt").write_text("2026-11-01 12:00:00 CET")
    assert timestamp_of(folder)[0] is not None


def test_the_hash_follows_no_link_and_waits_for_no_pipe(tmp_path):
    folder = hand_in(tmp_path, "ada", RIGHT)
    before = hash_of(folder)
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder)
    (folder / "passwords").symlink_to("/etc/passwd")
    assert hash_of(folder) != before
    assert hash_of(folder) == hash_of(folder)


# --- the notebook for the formgrader


def test_the_autograded_notebook_is_valid_read_only_and_rebuilt_without_grading(tmp_path):
    hand_in(tmp_path, "ada", HALF, "Because.", when="2026-11-01 12:00:00 UTC")
    grade_class(tmp_path)
    path = tmp_path / "classroom" / "autograded" / "ada" / "01-sums" / "sums.ipynb"
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    by_id = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells}
    assert by_id["add"].source == HALF
    assert by_id["why"].source == "Because."
    assert "BEGIN HIDDEN TESTS" in by_id["test-add-hidden"].source
    assert by_id["test-add-hidden"].outputs[0].output_type == "error"
    assert by_id["test-add"].outputs == []
    assert path.stat().st_mode & 0o777 == 0o444
    assert (path.parent / "timestamp.txt").read_text() == "2026-11-01 12:00:00 UTC"
    first = path.read_bytes()
    path.unlink()
    grader = FakeGrader()
    totals = grade_class(tmp_path, grader)
    assert (grader.graded, totals.graded) == ([], 1)
    assert path.read_bytes() == first


def test_whatever_a_run_showed_the_autograded_notebook_is_valid(tmp_path):
    shown = (
        {},
        {"output_type": "evil"},
        {"output_type": "stream", "name": 7, "text": ["a", 8], "extra": float("nan")},
        {"output_type": "stream"},
        {"output_type": "display_data", "data": {"text/html": "<script>", "text/plain": ["x", None]}},
        {"output_type": "display_data", "data": None},
        {"output_type": "execute_result", "data": {"image/png": 5}, "metadata": {"x": object()}},
        {"output_type": "error", "traceback": [1, "\ud800"]},
        {"output_type": "error", "ename": None, "evalue": ["a"]},
    )
    hand_in(tmp_path, "ada", HALF, "Because.")
    master = make_master(tmp_path)
    released = released_notebook(master)
    submission = read_submission(tmp_path / "classroom/submitted/ada/01-sums", master, student="ada")
    target = tmp_path / "out" / "sums.ipynb"
    for status, test_status in itertools.product(
        ("ok", "error", "killed", "not run"), ("passed", "partial", "failed", "not run")
    ):
        cells = tuple(CellResult(s.id, status, "m", "d", shown) for s in submission.steps if s.role != "test")
        tests = tuple(TestResult(s.id, test_status, 0.5, 1.0, "m", "d") for s in submission.steps if s.role == "test")
        result = Result("ada", "01-sums", "sums", "k", "graded", tests=tests, cells=cells)
        notebook = autograded_notebook(master, released, submission, result)
        write_autograded(notebook, target, tmp_path, permissions=0o644, groupshared=False)
        nbformat.validate(nbformat.read(target, 4))


def test_html_in_a_written_answer_is_shown_to_the_instructor_and_not_obeyed(tmp_path):
    hand_in(tmp_path, "ada", RIGHT, "1 < 2 <script>give(points)</script> <img src=x onerror=give()>")
    grade_class(tmp_path)
    notebook = nbformat.read(tmp_path / "classroom" / "autograded" / "ada" / "01-sums" / "sums.ipynb", 4)
    (answer,) = [cell.source for cell in notebook.cells if cell.metadata.nbgrader.grade_id == "why"]
    assert answer == "1 < 2 &lt;script>give(points)&lt;/script> &lt;img src=x onerror=give()>"


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:give())",
        "[x]( javascript:give())",
        "[x](<javascript:give()>)",
        "[x](java&#115;cript:give())",
        "[x](data:text/html,give)",
        "![x](javascript:give())",
        "[x][a]\n\n[a]: javascript:give()",
        "[a]\n\n[a]:\njavascript:give()",
        "[![x](https://e.org/a)](javascript:give())",
    ],
)
def test_an_address_in_a_written_answer_that_would_run_is_text(text):
    from nbconvert.filters import markdown2html

    from autograder.autograded import _without_tags

    html = markdown2html(_without_tags(text))
    assert not re.search(r"(href|src)=\"(?!https://)", html), html


def test_links_to_pages_in_a_written_answer_stay_links():
    from autograder.autograded import _without_tags

    text = "see [the book](https://e.org/a?b=1#c) and a[0] (twice), d['x'] = 3"
    assert _without_tags(text) == text


def test_a_name_that_a_terminal_would_obey_is_shown():
    totals = Totals("a", fresh=1, slowest=("x\x1b[2J\n", 1.0))
    assert "\x1b" not in "".join(totals.lines())


def test_the_notebook_of_an_older_file_is_never_taken_for_the_new_ones(tmp_path, monkeypatch):
    """A run that dies between a commit and the notebook leaves the older file's beside the new points."""
    hand_in(tmp_path, "ada", RIGHT, "Old answer.")
    grade_class(tmp_path)
    notebook = tmp_path / "classroom" / "autograded" / "ada" / "01-sums" / "sums.ipynb"
    os.utime(notebook, (time.time() - 60,) * 2)
    hand_in(tmp_path, "ada", HALF, "New answer.", when="2026-01-02 00:00:00 UTC")
    with monkeypatch.context() as patched:
        patched.setattr("autograder.classrun.write_autograded", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            grade_class(tmp_path)
    assert "Old answer." in notebook.read_text()
    totals = grade_class(tmp_path)
    assert (totals.graded, totals.fresh) == (1, 0)
    assert "New answer." in notebook.read_text()
    assert (notebook.parent / "timestamp.txt").exists()


def test_a_student_who_was_put_on_the_roster_is_graded_next_time(tmp_path):
    hand_in(tmp_path, "ada", RIGHT)
    assert grade_class(tmp_path, create_student=False).quarantined == 1
    with Gradebook(database(tmp_path), "sums") as gradebook:
        gradebook.add_student("ada")
    assert grade_class(tmp_path, create_student=False).ok


def test_folders_in_folders_without_end_stop_only_themselves(tmp_path, monkeypatch):
    make_class(tmp_path, 2)

    def too_deep(folder):
        if folder.parent.name == "student0000":
            raise RecursionError
        return hash_of(folder)

    monkeypatch.setattr("autograder.classrun.hash_of", too_deep)
    totals = grade_class(tmp_path)
    assert (totals.graded, totals.quarantined) == (1, 1)
    assert any("too many folders in folders" in line for line in totals.said)


def test_a_look_at_a_folder_changes_no_hash(tmp_path):
    folder = hand_in(tmp_path, "ada", RIGHT)
    before = hash_of(folder)
    (folder / ".DS_Store").write_bytes(b"\0Bud1")
    (folder / ".ipynb_checkpoints").mkdir()
    (folder / ".ipynb_checkpoints" / "sums-checkpoint.ipynb").write_text("{}")
    assert hash_of(folder) == before
    assert hash_or_nothing(folder) == before
    assert hash_or_nothing(folder / "nothing") == ""


def test_a_folder_that_can_not_be_written_is_a_clear_error_and_the_grade_is_safe(tmp_path):
    make_class(tmp_path, 2)
    (tmp_path / "classroom" / "autograded").write_text("in the way")
    with pytest.raises(GradebookError, match="The grade is recorded"):
        grade_class(tmp_path)
    (tmp_path / "classroom" / "autograded").unlink()
    assert grade_class(tmp_path).ok
    assert len(scores(database(tmp_path))) == 6


# --- killed, and two at once

KILLED = """
import sys
from pathlib import Path
from tests.autograder.made_up_class import FakeGrader, grade_class
from autograder.classrun import one_run_at_a_time
course, seconds = Path(sys.argv[1]), float(sys.argv[2])
grader = FakeGrader(slots=2, seconds=seconds)
with one_run_at_a_time(f"sqlite:///{course}/classroom/gradebook.db", lambda line: print(line, flush=True)):
    print("started", flush=True)
    grade_class(course, grader)
print("graded", *grader.graded, flush=True)
"""


def start(course: Path, seconds: float) -> subprocess.Popen[str]:
    root = str(Path(__file__).parents[2])
    return subprocess.Popen(
        [sys.executable, "-c", KILLED, str(course), str(seconds)], cwd=root, stdout=subprocess.PIPE, text=True
    )


@pytest.mark.slow
def test_killed_at_any_moment_and_run_again_gives_the_same_gradebook(tmp_path):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    for course in (whole, killed):
        make_class(course, 40)
    grade_class(whole)
    recorded = 0
    for pause in (0.0, 0.02, 0.1, 0.25, 0.4):
        run = start(killed, 0.02)
        run.stdout.readline()
        time.sleep(pause)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
    if (killed / "classroom" / "gradebook.db").exists():
        recorded = len({student for student, _ in scores(database(killed))})
    last = start(killed, 0.0)
    out = last.communicate()[0]
    assert last.returncode == 0
    graded_now = out.split("graded", 1)[1].split()
    assert len(graded_now) == 40 - recorded
    assert contents(database(killed)) == contents(database(whole))
    notebooks = list((killed / "classroom" / "autograded").rglob("sums.ipynb"))
    assert len(notebooks) == 40


@pytest.mark.slow
def test_two_runs_at_once_grade_everybody_once(tmp_path):
    make_class(tmp_path, 20)
    runs = [start(tmp_path, 0.05) for _ in range(2)]
    said = [run.communicate()[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    graded = [name for out in said for name in out.splitlines()[-1].split()[1:]]
    assert sorted(graded) == sorted(student for student, _ in entries(tmp_path))
    assert any("another run is writing" in out for out in said)


def test_a_run_that_holds_the_gradebook_is_waited_for(tmp_path):
    said = []
    with one_run_at_a_time(database(tmp_path), said.append):
        thread = threading.Thread(target=lambda: one_run_at_a_time(database(tmp_path), said.append).__enter__())
        thread.start()
        thread.join(0.3)
        assert thread.is_alive()
        assert "another run is writing" in said[0]
    thread.join(5)
    assert not thread.is_alive()


@pytest.mark.slow
def test_an_interrupt_whose_exception_is_dropped_stops_the_run_all_the_same(tmp_path):
    class Pressed(FakeGrader):
        def grade(self, submission):
            if len(self.graded) == 5:
                os.kill(os.getpid(), signal.SIGINT)
            return super().grade(submission)

    make_class(tmp_path, 60)
    before = signal.signal(signal.SIGINT, lambda number, frame: None)  # as in a weakref's callback
    try:
        grader = Pressed(slots=1)
        with pytest.raises(KeyboardInterrupt):
            grade_class(tmp_path, grader)
    finally:
        signal.signal(signal.SIGINT, before)
    assert 5 < len(grader.graded) < 60
    assert grade_class(tmp_path).graded == 60


def test_an_interrupted_run_keeps_what_it_recorded_and_goes_on(tmp_path):
    make_class(tmp_path, 30)

    class Interrupted(FakeGrader):
        def grade(self, submission: Submission):
            if len(self.graded) == 10:
                signal.raise_signal(signal.SIGINT)
            return super().grade(submission)

    # a shell that runs the tests in the background makes them ignore the signal
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt):
        grade_class(tmp_path, Interrupted(slots=1))
    recorded = {student for student, _ in scores(database(tmp_path))}
    assert 0 < len(recorded) < 30
    grader = FakeGrader()
    assert grade_class(tmp_path, grader).ok
    assert set(grader.graded) == {student for student, _ in entries(tmp_path)} - recorded


def test_an_interrupt_never_cuts_a_write(tmp_path, monkeypatch):
    write_grades, hit = Recorder._write_grades, []

    def pressed_within(self, *arguments):
        if len(hit) < 1:
            hit.append(arguments)
            signal.raise_signal(signal.SIGINT)
        write_grades(self, *arguments)

    make_class(tmp_path, 12)
    monkeypatch.setattr(Recorder, "_write_grades", pressed_within)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt) as kept:  # and with it all that the interrupted run had open
        grade_class(tmp_path, FakeGrader(slots=1))
    assert kept and len({student for student, _ in scores(database(tmp_path))}) == 1
    assert grade_class(tmp_path).graded == 12


def test_a_result_too_large_to_be_recorded_costs_only_its_own_submission(tmp_path, monkeypatch):
    class Wordy(FakeGrader):
        def grade(self, submission: Submission):
            result = super().grade(submission)
            return replace(result, notes=("x" * 9_000,)) if submission.student == "student0003" else result

    make_class(tmp_path)
    monkeypatch.setattr("autograder.record.MAX_RESULT", 8_000)
    totals = grade_class(tmp_path, Wordy())
    assert (totals.submitted, totals.graded, totals.failed) == (12, 11, 1)


# --- servers that die


class FakeServer:
    def __init__(self):
        self.alive = True

    def close(self):
        self.alive = False


def test_a_server_that_died_is_replaced_and_its_submissions_graded_again(tmp_path):
    servers: list[FakeServer] = []

    def make_server():
        servers.append(FakeServer())
        return servers[-1]

    def grade(submission, server):
        if len(servers) == 1:
            server.alive = False
            if submission.student == "ada":
                raise OSError("the server is gone")
            # its children died with it: looks like a wrong answer, and must not count
            wrong = read(hand_in(tmp_path, "nobody", WRONG), submission.student)
            return result_of(wrong)
        return result_of(submission)

    grader = LocalGrader(1, make_server, grade)
    for student in ("ada", "bob"):
        servers.clear()
        grader.server = None
        result = grader.grade(read(hand_in(tmp_path, student, RIGHT), student))
        assert result.points == 3.0
        assert len(servers) == 2
    grader.close()
    assert not servers[-1].alive


class ShortServer:
    """A server on a machine that has no room for one more process."""

    alive, rung = True, NONE

    def start(self, role, sockets):
        return self

    def kill(self):
        pass

    def wait(self, timeout=None):
        return Exit(-1, 0.0, 0, "it could not be started: Resource temporarily unavailable", started=False)

    def close(self):
        pass


def test_a_machine_that_makes_no_process_takes_nobodys_points(tmp_path):
    hand_in(tmp_path, "ada", RIGHT)
    grade_class(tmp_path)
    before = scores(database(tmp_path))
    hand_in(tmp_path, "ada", HALF)
    grader = LocalGrader(1, ShortServer, grade)
    with pytest.raises(SandboxError, match="Resource temporarily unavailable"):
        grader.grade(read(entries(tmp_path)[0][1], "ada"))
    assert grade_class(tmp_path, LocalGrader(1, ShortServer, grade)).failed == 1
    assert scores(database(tmp_path)) == before


def test_an_engine_that_can_not_start_ends_the_run_instead_of_failing_everybody(tmp_path):
    make_class(tmp_path, 6)

    def make_server():
        raise OSError("no memory")

    grader = LocalGrader(2, make_server, lambda submission, server: result_of(submission))
    with pytest.raises(EngineError, match="no memory"):
        grade_class(tmp_path, grader)
    assert contents(database(tmp_path))["results"] == []
    assert grade_class(tmp_path).ok


# --- ten thousand (a simulation: the grades are made up, the rest is real)


@pytest.mark.slow
def test_memory_does_not_grow_with_the_class(tmp_path):
    folder = hand_in(tmp_path, "ada", RIGHT)
    recorder = open_recorder(tmp_path)
    places = Places(lambda student: tmp_path / "classroom" / "autograded" / "all", tmp_path / "logs")

    def grow(size: int) -> float:
        before = resident_mebibytes()
        run = ClassRun(recorder, FakeGrader(), read, places, Limits(), say=lambda line: None)
        assert run.run(((f"{size}-{number}", folder) for number in range(size)), size).ok
        return resident_mebibytes() - before

    grow(200)
    assert grow(1000) < 5


def resident_mebibytes() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def test_at_most_a_few_submissions_are_in_memory(tmp_path):
    folder = hand_in(tmp_path, "ada", RIGHT)
    taken, recorded = [], []
    recorder = open_recorder(tmp_path)
    sa.event.listen(recorder.engine, "commit", recorded.append)
    ahead = []

    def everybody():
        for number in range(60):
            taken.append(number)
            ahead.append(len(taken) - len(recorded))
            yield f"s{number}", folder

    places = Places(lambda student: tmp_path / "classroom" / "autograded" / student, tmp_path / "logs")
    ClassRun(recorder, FakeGrader(slots=2), read, places, Limits(), say=lambda line: None).run(everybody(), 60)
    assert max(ahead) <= 2 * (2 + 2) + 1
