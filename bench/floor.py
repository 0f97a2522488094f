"""The floor: what the cells of a notebook take in a process that has only imported, and once more in the same process.

``python -m bench.floor ASSIGNMENT`` prints both, in seconds. The first time libraries set themselves up (devices,
kernels, memory that is copied after a fork): a grader that gives each submission its own process always pays for that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

from autograder import server, shell
from autograder.masters import Master, read_master
from autograder.model import Limits
from autograder.preload import modules_of
from autograder.processes import ENVIRONMENT
from autograder.sandbox import choose_rung

ROOT = Path(__file__).parents[1]
FORKS = 5


class Floor(NamedTuple):
    """Seconds of all cells of the reference."""

    first: float
    again: float


def floor_of(master: Master) -> Floor:
    """Measure in an interpreter of its own, with the settings of the grader's processes but no sandbox."""
    command = [sys.executable, "-m", "bench.floor", master.assignment]
    environment = {**os.environ, **ENVIRONMENT, "HOME": os.environ.get("HOME", "/tmp"), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return Floor(*json.loads(done.stdout.splitlines()[-1]))


def _run(sources: list[str]) -> float:
    start = time.perf_counter()
    for source in sources:
        shell.get_shell().run_cell(source)
    return time.perf_counter() - start


def _measure(master: Master) -> Floor:
    server.warm_up(list(modules_of(master, Limits(), choose_rung())))
    sources = [cell.source for cell in master.cells if cell.cell_type == "code"]
    times = []
    for _ in range(FORKS):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.write(writing, json.dumps([_run(sources), _run(sources)]).encode())
            os._exit(0)
        os.close(writing)
        os.wait()
        with os.fdopen(reading) as file:
            times.append(json.load(file))
    first, again = zip(*times, strict=True)
    return Floor(median(first), median(again))


if __name__ == "__main__":
    print(json.dumps(_measure(read_master(ROOT / "solutions" / sys.argv[1]))))
