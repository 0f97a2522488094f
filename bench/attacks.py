"""The red-team corpus on stock nbgrader, beside this engine. Stock has no walls, so it runs in the sandbox's house.

An attack that makes stock's command end with an error counts as "run broken", not as won.
"""

from __future__ import annotations

import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jupytext

from autograder import sandbox
from autograder.grading import grade
from autograder.masters import read_master
from autograder.model import Limits
from autograder.preload import modules_of, reference
from autograder.processes import ProcessServer
from autograder.variants import handed_in

ROOT = Path(__file__).parents[1]
LIMITS = Limits(call_seconds=3, cell_seconds=5, submission_seconds=90, cpu_seconds=30, memory_bytes=2**30)
COURSE = Path("/tmp/course")
"""inside the house"""
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 5
c.Execute.iopub_timeout = 2
c.KernelManager.transport = "ipc"
c.KernelManager.ip = "/tmp/kernel"
"""


def corpus() -> list[tuple[str, str, list[str], dict[str, str]]]:
    """Return name, kind, cells that must not pass and the replaced cells of each attack."""
    found = []
    for path in sorted((ROOT / "tests" / "autograder" / "attacks").glob("*.py")):
        text = path.read_text()
        kind = re.search(r"^# kind: (.+)$", text, re.M)
        losing = re.search(r"^# must not pass: (.+)$", text, re.M)
        if not kind or not losing:
            raise ValueError(f"{path} has no verdict")
        cells = jupytext.reads(text, fmt="py:percent").cells
        sources = {cell.metadata["title"]: cell.source for cell in cells if cell.metadata.get("title")}
        found.append((path.stem, kind.group(1), losing.group(1).split(", "), sources))
    return found


def ours() -> dict[str, str]:
    """Grade the corpus with this engine: name -> won, lost."""
    master = read_master(ROOT / "solutions" / "01-one-hot")
    base = reference(master, LIMITS)
    verdicts = {}
    with ProcessServer(modules_of(master, LIMITS, sandbox.choose_rung()), LIMITS) as server:
        for name, _, losing, sources in corpus():
            steps = tuple(replace(step, source=sources.get(step.id, step.source)) for step in base.steps)
            result = grade(replace(base, steps=steps), server)
            verdicts[name] = "won" if any(test.points for test in result.tests if test.id in losing) else "lost"
    return verdicts


def stock() -> dict[str, str]:
    """Grade the corpus with stock nbgrader, each attack in a house of its own: name -> won, lost, run broken."""
    master = read_master(ROOT / "solutions" / "01-one-hot")
    source = json.dumps(master.to_notebook()).encode()
    gradebook = _in_a_house(lambda: _gradebook(source))
    tests = [cell.id for cell in master.cells if cell.role == "test"]
    honest = _graded(source, gradebook, handed_in(master, {}))
    if not all(honest["points"].get(cell) for cell in tests):
        raise RuntimeError("stock nbgrader does not grade an honest submission in the house: nothing can be compared")
    verdicts = {}
    for name, _, losing, sources in corpus():
        graded = _graded(source, gradebook, handed_in(master, sources))
        won = any(graded["points"].get(cell) for cell in losing)
        verdicts[name] = "won" if won else "lost" if graded["ended"] == 0 else "run broken"
        print(f"stock: {name}: {verdicts[name]}", file=sys.stderr, flush=True)
    return verdicts


def _graded(source: bytes, gradebook: bytes, notebook: str) -> dict:
    """Grade one notebook in a house: the command's exit status and the points of each cell."""
    answer = _in_a_house(lambda: _autograde(source, gradebook, notebook))
    return json.loads(answer) if answer else {"ended": 1, "points": {}}


def _in_a_house(job: Callable[[], bytes]) -> bytes:
    """Run a job where it can harm nothing outside; return its answer, empty when it died."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        os.setsid()
        sandbox.enter_house(sandbox.NAMESPACES)
        sandbox._mount("tmpfs", "/tmp", "tmpfs", 0, "mode=1777,size=1g")
        with os.fdopen(writer, "wb") as out:
            out.write(job())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as out:
        answer = out.read()
    os.waitpid(child, 0)
    return answer


def _gradebook(source: bytes) -> bytes:
    """Return the gradebook that nbgrader makes of the assignment."""
    _lay(source)
    _command(["nbgrader", "generate_assignment", "ps"], 60)
    return (COURSE / "gradebook.db").read_bytes()


def _autograde(source: bytes, gradebook: bytes, notebook: str) -> bytes:
    _lay(source)
    (COURSE / "gradebook.db").write_bytes(gradebook)
    (COURSE / "submitted" / "s" / "ps").mkdir(parents=True)
    (COURSE / "submitted" / "s" / "ps" / "one_hot.ipynb").write_text(notebook)
    ended = _command(["nbgrader", "autograde", "ps"], 120)
    return json.dumps({"ended": ended, "points": _points(COURSE / "gradebook.db")}).encode()


def _lay(source: bytes) -> None:
    (COURSE / "source" / "ps").mkdir(parents=True)
    (COURSE / "home").mkdir()
    (COURSE / "nbgrader_config.py").write_text(STOCK)
    (COURSE / "source" / "ps" / "one_hot.ipynb").write_bytes(source)


def _command(command: list[str], seconds: float) -> int:
    environment = {
        "HOME": str(COURSE / "home"), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "LANG": "C.UTF-8",
    }  # fmt: skip

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NPROC, (200, 200))
        resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**26, 2**26))

    try:
        done = subprocess.run(
            command, check=False, cwd=COURSE, env=environment, preexec_fn=limit, timeout=seconds,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode
    except subprocess.TimeoutExpired:
        return 124


def _points(path: Path) -> dict[str, float]:
    query = """select base_cell.name, coalesce(grade.manual_score, grade.auto_score, 0)
               from grade join base_cell on grade.cell_id = base_cell.id"""
    try:
        with sqlite3.connect(path) as database:
            return dict(database.execute(query).fetchall())
    except sqlite3.Error:
        return {}


def report() -> None:
    """Print how many attacks of each kind win in stock nbgrader and here."""
    print("\n## The red-team corpus (attacks that got a point they must not get)\n")
    theirs, here = stock(), ours()
    kinds = {name: kind for name, kind, _, _ in corpus()}
    print("| kind | attacks | stock: won | stock: run broken | here: won |")
    print("|---|---|---|---|---|")
    for kind, count in sorted(Counter(kinds.values()).items()):
        names = [name for name, each in kinds.items() if each == kind]
        print(
            f"| {kind} | {count} | {sum(theirs[n] == 'won' for n in names)} | "
            f"{sum(theirs[n] == 'run broken' for n in names)} | {sum(here[n] == 'won' for n in names)} |"
        )
    print(f"\nstock, won: {', '.join(sorted(n for n, v in theirs.items() if v == 'won'))}")
    print(f"here, won: {', '.join(sorted(n for n, v in here.items() if v == 'won')) or 'none'}", flush=True)
