"""Grade on the workers of a Dask scheduler: a Submission goes out as JSON, a Result comes back as JSON.

A worker needs this environment and nothing else: no gradebook, no shared files. It keeps one process server for each
list of modules. Each worker thread grades one submission at a time.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import replace
from functools import cached_property
from typing import Any

from autograder.classrun import EngineError
from autograder.model import Limits, Result, Submission

WAIT_FOR_WORKERS = 120.0
RETRIES = 2
"""after an error on a worker, such as a machine without a sandbox; lost workers are Dask's own business"""

_servers: dict[tuple[Any, ...], Any] = {}
_lock = threading.Lock()


class SchedulerError(EngineError):
    """The scheduler or its workers can't be reached; the message says what to do."""


class DaskGrader:
    """Hands submissions to a scheduler; as many at a time as its workers have threads, and as many again in line."""

    def __init__(self, address: str, modules: Callable[[], tuple[str, ...]], *, sandbox: str, warm: bool):
        self.find_modules, self.sandbox, self.warm = modules, sandbox, warm
        self.lock = threading.Lock()
        try:
            from distributed import Client
        except ImportError as error:
            raise SchedulerError("c.Autograder.scheduler needs the extra: pip install '.[distributed]'") from error
        try:
            self.client = Client(address, timeout=10, set_as_default=False)
            self.client.wait_for_workers(1, timeout=WAIT_FOR_WORKERS)
        except (OSError, TimeoutError, ValueError) as error:
            raise SchedulerError(
                f"no scheduler with workers at {address}: {error}. Start one with `dask scheduler`, "
                f"and workers with `dask worker {address}` in this environment"
            ) from error

    @property
    def slots(self) -> int:
        """Twice the threads of all workers: the next submission waits where it will run."""
        return max(2, 2 * sum(self.client.nthreads().values()))

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """What warm processes have imported."""
        return self.find_modules()

    def grade(self, submission: Submission) -> Result:
        """Grade one on some worker; one that is lost is replaced by Dask. Raise where no worker could."""
        with self.lock:
            modules = self.modules
        text = replace(submission, modules=modules).to_json()
        future = self.client.submit(
            grade_json,
            text,
            self.sandbox,
            self.warm,
            key=f"grade-{uuid.uuid4().hex}",
            pure=False,
            retries=RETRIES,
        )
        try:
            return Result.from_json(future.result())
        except (asyncio.CancelledError, CancelledError) as error:
            raise SchedulerError(
                "the scheduler went away; what was recorded stays. Start it again and run the same command"
            ) from error
        finally:
            future.release()

    def close(self) -> None:
        """Cancel what is out and leave the scheduler running."""
        self.client.close(timeout=5)


def grade_json(text: str, sandbox: str, warm: bool) -> str:
    """Run on a worker: Submission JSON to Result JSON."""
    from autograder.grading import grade

    submission = Submission.from_json(text)
    what = (submission.modules if warm else (), submission.limits, sandbox, warm)
    for _ in range(2):
        server = _server(*what)
        result = grade(submission, server)
        if server.alive:
            return result.to_json()
    raise RuntimeError("the server that makes processes died twice on this worker")


def _server(modules: tuple[str, ...], limits: Limits, sandbox: str, warm: bool) -> Any:
    from autograder.processes import ProcessServer
    from autograder.sandbox import choose_rung

    what = (modules, limits, sandbox, warm)
    with _lock:
        if what in _servers and not _servers[what].alive:
            del _servers[what]
        if what not in _servers:
            _servers[what] = ProcessServer(modules, limits, rung=choose_rung(sandbox), warm=warm)
        return _servers[what]


@atexit.register
def _close_servers() -> None:
    for server in _servers.values():
        server.close()
