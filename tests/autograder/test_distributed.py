"""Dask: real scheduler and worker processes, each in a folder of its own; one is killed in mid-run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.classrun import ClassRun, EngineError, LocalGrader, Places
from autograder.model import Limits
from tests.autograder.made_up_class import (
    HALF,
    RELEASED,
    RIGHT,
    WRONG,
    contents,
    database,
    entries,
    hand_in,
    open_recorder,
    read,
    scores,
)

pytest.importorskip("distributed", reason="the extra 'distributed' is not installed")
processes = pytest.importorskip("autograder.processes")

from autograder.distributed import DaskGrader, SchedulerError  # noqa: E402
from autograder.grading import grade  # noqa: E402

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def rung():
    try:
        return processes.choose_rung("auto")
    except processes.SandboxError as error:
        pytest.skip(f"no sandbox here: {error}")


@pytest.fixture
def cluster(tmp_path, rung):
    """A scheduler and two workers in folders that hold nothing of the course; (address, workers, scheduler)."""
    started = []

    def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
        folder = tmp_path / "cluster" / name
        folder.mkdir(parents=True)
        environment = {**os.environ, "DASK_TEMPORARY_DIRECTORY": str(folder)}
        log = (folder / "log").open("wb")
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
        started.append(process)
        return process

    scheduler = start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = ""
    for _ in range(300):
        found = re.search(r"tcp://127\.0\.0\.1:\d+", (tmp_path / "cluster" / "scheduler" / "log").read_text())
        if found:
            address = found.group()
            break
        time.sleep(0.1)
    workers = [
        start(f"worker{number}", "dask_worker", address, "--nthreads", "1", "--no-dashboard") for number in range(2)
    ]
    yield address, workers, scheduler
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
    for process in started:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def make_class(course: Path, slow: str = "") -> None:
    for number in range(16):
        code = (RIGHT, HALF, WRONG, RELEASED)[number % 4]
        hand_in(
            course, f"student{number:02}", code + (f"\nimport time; time.sleep({slow})" if slow else ""), "Because."
        )


def run(course: Path, grader: LocalGrader | DaskGrader):
    places = Places(lambda student: course / "classroom" / "autograded" / student, course / "classroom" / "logs")
    said: list[str] = []
    everybody = entries(course)
    totals = ClassRun(open_recorder(course), grader, read, places, Limits(), say=said.append).run(
        everybody, len(everybody)
    )
    return totals, said


def local(rung, warm: bool = True, slots: int = 2) -> LocalGrader:
    return LocalGrader(slots, lambda: processes.ProcessServer((), Limits(), rung=rung, warm=warm), grade)


def test_local_and_distributed_with_a_worker_killed_give_the_same_gradebook(tmp_path, cluster, rung):
    address, workers, _ = cluster
    here, there = tmp_path / "here", tmp_path / "there"
    for course in (here, there):
        make_class(course, slow="0.3")
    totals, said = run(here, local(rung))
    assert totals.ok, said

    grader = DaskGrader(address, lambda: (), sandbox="auto", warm=True)
    grader.client.wait_for_workers(2, timeout=60)
    count = 0
    grade_on_dask = grader.grade

    def grade_and_kill(submission):
        nonlocal count
        count += 1
        if count == 6:
            os.killpg(workers[0].pid, signal.SIGKILL)  # the nanny too: nobody starts it again
        return grade_on_dask(submission)

    grader.grade = grade_and_kill  # type: ignore[method-assign]
    totals, said = run(there, grader)
    assert totals.ok, said
    assert contents(database(there)) == contents(database(here))
    points = scores(database(here))
    assert [points[f"student0{n}", "test-add-hidden"] for n in range(4)] == [2.0, 0.0, 0.0, 0.0]
    assert [points[f"student0{n}", "test-add"] for n in range(4)] == [1.0, 1.0, 0.0, 0.0]


def test_a_scheduler_that_goes_away_ends_the_run_and_the_next_run_goes_on(tmp_path, cluster, rung):
    address, _, scheduler = cluster
    make_class(tmp_path, slow="0.2")
    grader = DaskGrader(address, lambda: (), sandbox="auto", warm=True)
    grade_on_dask = grader.grade
    count = 0

    def grade_and_cut(submission):
        nonlocal count
        count += 1
        if count == 8:
            os.killpg(scheduler.pid, signal.SIGKILL)
        return grade_on_dask(submission)

    grader.grade = grade_and_cut  # type: ignore[method-assign]
    with pytest.raises(EngineError, match="went away"):
        run(tmp_path, grader)
    totals, said = run(tmp_path, local(rung))
    assert totals.ok, said


def test_warm_and_cold_one_and_many_give_the_same_gradebook(tmp_path, rung):
    books = []
    for name, warm, slots in (("a", True, 1), ("b", True, 4), ("c", False, 2)):
        make_class(tmp_path / name)
        totals, said = run(tmp_path / name, local(rung, warm, slots))
        assert totals.ok, said
        books.append(contents(database(tmp_path / name)))
    assert books[0] == books[1] == books[2]


def test_a_process_server_killed_in_mid_run_costs_nobody_a_point(tmp_path, rung):
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    for course in (whole, killed):
        make_class(course, slow="0.1")
    assert run(whole, local(rung))[0].ok
    grader = local(rung)
    servers = []
    make = grader.make_server

    def make_and_remember():
        servers.append(make())
        return servers[-1]

    grader.make_server = make_and_remember
    count = 0
    grade_here = grader.grade

    def grade_and_kill(submission):
        nonlocal count
        count += 1
        if count in (4, 9):
            servers[-1]._process.kill()
        return grade_here(submission)

    grader.grade = grade_and_kill  # type: ignore[method-assign]
    totals, said = run(killed, grader)
    assert totals.ok, said
    assert len(servers) >= 2
    assert contents(database(killed)) == contents(database(whole))


def test_no_scheduler_is_a_clear_error(monkeypatch):
    with pytest.raises(SchedulerError, match="dask scheduler"):
        DaskGrader("tcp://127.0.0.1:1", lambda: (), sandbox="auto", warm=True)
