"""Sandboxed processes on request: a `ProcessServer` forks them from one warm process, or starts each cold."""

from __future__ import annotations

import itertools
import json
import os
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Literal

from autograder.model import Limits
from autograder.sandbox import Rung, SandboxError, choose_rung

START_SECONDS = 300.0

# one thread a process, fixed hashing, no graphics card: the same numbers on any machine and any schedule
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "HOME": "/tmp",
    "IPYTHONDIR": "/tmp/ipython",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "KERAS_BACKEND": "tensorflow",
    "MPLBACKEND": "Agg",
    "CUDA_VISIBLE_DEVICES": "",
    "JUPYTER_PLATFORM_DIRS": "1",
    "NBGRADER_EXECUTION": "autograde",
    "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # fewer pages to copy at each fork; other C libraries do not read it
}
_PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
"""settings of the machine that make its linear algebra right"""


@dataclass(frozen=True)
class Exit:
    """How a child ended."""

    code: int
    """exit status, or minus the signal"""
    cpu_seconds: float
    max_rss_bytes: int
    reason: str
    """in words that a student can read"""
    started: bool = True
    """False: this machine could not make it, or lost what makes it; nothing is said about the student's code"""


class Child:
    """One sandboxed process."""

    def __init__(self, server: ProcessServer, number: int):
        self._server, self._number = server, number
        self._end: Future[Exit] = Future()
        self._killed = False

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if not self._end.done():
            self._killed = True
            self._server._request({"op": "kill", "id": self._number})

    def wait(self, timeout: float | None = None) -> Exit | None:
        """Return how it ended, None if it has not within timeout seconds."""
        try:
            return self._end.result(timeout)
        except FutureTimeout:
            return None

    def _ended(self, report: dict[str, object]) -> None:
        code = int(str(report["code"]))
        reason = "it ended by itself"
        if report.get("error"):
            reason = f"it could not be started: {report['error']}"
        elif self._killed:
            reason = "it was stopped"
        elif code in (-24, -9):  # SIGXCPU; SIGKILL that we did not send comes from the hard CPU limit or the kernel
            reason = "its CPU time or memory was used up"
        elif code < 0:
            reason = f"it crashed (signal {-code})"
        used = float(str(report["cpu"])), int(str(report["rss"]))
        self._end.set_result(Exit(code, *used, reason, started=not report.get("error")))


class ProcessServer:
    """Makes the processes of one assignment. Thread-safe. Use as a context manager, or call ``close``."""

    def __init__(
        self, modules: Sequence[str] = (), limits: Limits | None = None, *, rung: Rung | None = None, warm: bool = True
    ):
        """Start the server; raise SandboxError where the machine offers no sandbox (see ``choose_rung``).

        modules: what a warm process has imported
        """
        self.modules, self.limits, self.warm = tuple(modules), limits or Limits(), warm
        self.rung = rung or choose_rung()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._children: dict[int, Child] = {}
        self.failed_modules: dict[str, str] = {}
        self._connection, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = ENVIRONMENT | {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-s", "-P", "-m", "autograder.server", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=environment,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for the run, which then ends the server in order
        )
        theirs.close()
        self._errors: list[bytes] = []
        self._drained = threading.Thread(target=self._drain, daemon=True)
        self._drained.start()
        settings = {"modules": self.modules, "limits": asdict(self.limits), "rung": self.rung.name, "warm": warm}
        self._connection.send(json.dumps(settings).encode())
        ready, _, _ = select.select([self._connection], [], [], START_SECONDS)
        answer = json.loads(self._connection.recv(2**20) or b"{}") if ready else {}
        if not answer.get("ready"):
            self.close()
            words = answer.get("error") or b"".join(self._errors)[-1000:].decode(errors="replace") or "no answer"
            raise SandboxError(f"the process server did not start: {words}")
        self.failed_modules = answer["failed"]
        self.threads = int(answer["threads"])
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self, role: Literal["respondent", "examiner"], sockets: Sequence[socket.socket]) -> Child:
        """Make a child that runs ``autograder.<role>.main(*sockets)``; the caller closes its own copies."""
        with self._lock:
            child = Child(self, next(self._numbers))
            self._children[child._number] = child
            request = json.dumps({"op": "start", "id": child._number, "role": role}).encode()
            try:
                socket.send_fds(self._connection, [request], [each.fileno() for each in sockets])
            except OSError as error:
                raise SandboxError(f"the process server is gone: {error}") from None
        return child

    @property
    def alive(self) -> bool:
        """Whether the server can make more children."""
        return self._process.poll() is None

    def close(self) -> None:
        """End the server and every child that is left."""
        with suppress(OSError):
            # closing alone would not be seen: the listening thread still waits on the connection
            self._connection.shutdown(socket.SHUT_RDWR)
        self._connection.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._lost()

    def __enter__(self) -> ProcessServer:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _request(self, message: dict[str, object]) -> None:
        with self._lock:
            try:
                self._connection.send(json.dumps(message).encode())
            except OSError:
                return  # the server is gone, and its children with it

    def _listen(self) -> None:
        while True:
            try:
                message = self._connection.recv(2**16)
            except OSError:
                message = b""
            if not message:
                self._lost()
                return
            report = json.loads(message)
            child = self._children.pop(report["id"], None)
            if child:
                child._ended(report)

    def _drain(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._errors = [*self._errors[-50:], line]

    def _lost(self) -> None:
        self._process.wait()
        self._drained.join(10)  # its errors end when its keeper, which sees to what was left, has ended too
        for number in list(self._children):
            child = self._children.pop(number, None)
            if child and not child._end.done():
                child._ended({"code": -1, "cpu": 0.0, "rss": 0, "error": "the process server ended"})
