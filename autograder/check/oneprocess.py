"""Run submissions of trusted code cell by cell in one process, as Jupyter does, to compare with two-process grading.

Started by `run`; each submission has a fork of its own.
"""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.model import Submission
from autograder.processes import ENVIRONMENT


def run(submissions: Iterable[Submission], modules: Sequence[str]) -> list[dict[str, Any]]:
    """Return for each submission the points of each test cell, and under ``values`` what test cells left as value."""
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
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            signal.signal(signal.SIGALRM, _too_long)
            with os.fdopen(writing, "w") as file:
                json.dump(points_of(submission), file)
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        text = file.read()
    os.waitpid(pid, 0)
    return json.loads(text or "{}")


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError("the cell took too long")


def points_of(submission: Submission) -> dict[str, Any]:
    """Run every cell in this process; return the points of each test cell."""
    import tempfile
    from pathlib import Path

    from autograder import shell
    from autograder.examiner import seed_of

    folder = Path(tempfile.mkdtemp())
    for name, data in submission.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    os.chdir(folder)
    running = shell.get_shell()
    found: dict[str, Any] = {"values": {}}
    for step in submission.steps:
        shell.set_seeds(seed_of(submission.seed, step.id))
        shell.Shell.outputs = shell.Outputs(submission.limits.output_bytes)
        signal.setitimer(signal.ITIMER_REAL, submission.limits.call_seconds)
        result = running.run_cell(step.source, store_history=False)
        signal.setitimer(signal.ITIMER_REAL, 0)
        if step.role == "test":
            value = result.result
            if not result.success:
                points = 0.0
            elif gives_part(step.source):
                points = float(value)
            else:
                points = step.points
                if value is not None:
                    found["values"][step.id] = repr(value)[:80]
            found[step.id] = points
    return found


def gives_part(source: str) -> bool:
    """Whether a test cell ends with ``partial_credit(...)``."""
    last = ast.parse(source).body[-1:]
    return bool(last) and isinstance(last[0], ast.Expr) and "partial_credit" in ast.dump(last[0])


if __name__ == "__main__":
    main()
