"""Run submissions of trusted code cell by cell in one process, as Jupyter does, to compare with two-process grading.

Started by `run`; each submission has a fork of its own.
"""

from __future__ import annotations

import ast
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.model import Submission
from autograder.processes import ENVIRONMENT
from autograder.source import closing_credit


def run(submissions: Iterable[Submission], modules: Sequence[str]) -> list[dict[str, Any]]:
    """Return for each submission ``points`` and ``values``: what its test cells gave and what they left as value.

    A test cell that was not reached, since the process ended, is in neither.
    """
    order = {"modules": list(modules), "submissions": [submission.to_json() for submission in submissions]}
    environment = {**os.environ, **ENVIRONMENT, "HOME": os.environ.get("HOME", "/tmp")}
    done = subprocess.run(
        [sys.executable, "-m", "autograder.check.oneprocess"],
        input=json.dumps(order),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the run in one process failed: {done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def main() -> None:
    """Read the submissions from standard input, write their points to standard output."""
    import importlib

    from autograder.server import warm_up

    order = json.loads(sys.stdin.read())
    warm_up([name for name in order["modules"] if name not in ("__main__", "autograder.check.oneprocess")])
    importlib.import_module("autograder.shell").capture_streams()
    found = [_in_a_fork(Submission.from_json(text)) for text in order["submissions"]]
    sys.__stdout__.write(json.dumps(found) + "\n")  # type: ignore[union-attr]


def _in_a_fork(submission: Submission) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return _forked(submission, folder)


def _forked(submission: Submission, folder: str) -> dict[str, Any]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            signal.signal(signal.SIGALRM, _too_long)
            resource.setrlimit(resource.RLIMIT_CPU, (int(submission.limits.cpu_seconds),) * 2)
            with os.fdopen(writing, "w") as file:
                for test_id, points, value in points_of(submission, Path(folder)):
                    # at once: a variant may end the process in its next cell
                    print(json.dumps([test_id, points, value]), file=file, flush=True)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        lines = [json.loads(line) for line in file if line.endswith("\n")]
    os.waitpid(pid, 0)
    values = {test_id: value for test_id, _, value in lines if value is not None}
    return {"points": {test_id: points for test_id, points, _ in lines}, "values": values}


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError("the cell took too long")


def points_of(submission: Submission, folder: Path) -> Iterator[tuple[str, float, str | None]]:
    """Run every cell in this process, in this folder; yield id, points and last value of each test cell."""
    from autograder import shell
    from autograder.examiner import seed_of

    for name, data in submission.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    os.chdir(folder)
    running = shell.get_shell()
    for step in submission.steps:
        shell.set_seeds(seed_of(submission.seed, step.id))
        shell.Shell.outputs = shell.Outputs(submission.limits.output_bytes)
        limits = submission.limits
        signal.setitimer(signal.ITIMER_REAL, limits.call_seconds if step.role == "test" else limits.cell_seconds)
        result = running.run_cell(step.source, store_history=False)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if step.role != "test":
            continue
        value = result.result
        if not result.success:
            yield step.id, 0.0, None
        elif closing_credit(ast.parse(step.source)):
            yield step.id, float(value), None
        else:
            yield step.id, step.points, None if value is None else repr(value)[:80]


if __name__ == "__main__":
    main()
