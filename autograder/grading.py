"""Grade one Submission: two processes, one Result. Pure: no gradebook, no shared files, any machine."""

from __future__ import annotations

import base64
import json
import socket
import time
from dataclasses import replace
from typing import Any

from autograder.channel import Channel
from autograder.model import CellResult, Result, Step, Submission, TestResult
from autograder.processes import Child, Exit, ProcessServer
from autograder.sandbox import SandboxError
from autograder.source import compiled, file_of, python_of


def grade(submission: Submission, server: ProcessServer) -> Result:
    """Return what grading found. Never raises for what student code does; raises SandboxError without a server."""
    return Conductor(submission, server).run()


def imported_modules(submission: Submission, server: ProcessServer) -> list[str]:
    """Grade a submission that is trusted, the reference, and return the modules that were imported in the end.

    Raise SandboxError where it did not come to its end: no submission would.
    """
    conductor = Conductor(submission, server, with_modules=True)
    conductor.run()
    if not conductor.modules:
        why = conductor.reasons[0] if conductor.reasons else "its time was used up"
        raise SandboxError(f"the reference solution of {submission.assignment} cannot be run here: {why}")
    return list(dict.fromkeys(conductor.modules))


RESULT_BYTES = 4 * 2**20
"""of outputs and tracebacks that are kept of one submission; a cell alone may have ``output_bytes``"""
LEFT_OUT = "left out: the submission has more to show than is kept"


class Conductor:
    """Starts the two processes, replaces what dies, keeps the time, and collects the results."""

    def __init__(self, submission: Submission, server: ProcessServer, with_modules: bool = False):
        self.submission, self.server, self.with_modules = submission, server, with_modules
        self.tests: dict[str, TestResult] = {}
        self.cells: dict[str, CellResult] = {}
        self.modules: list[str] = []
        self.children: list[Child] = []
        self.respondents: list[Child] = []
        self.restarts = 0
        self.reasons: list[str] = []
        self.running = ""
        """the test that the examiner is running"""
        self.sizes: dict[str, int] = {}
        """bytes of what was reported of each cell"""

    def run(self) -> Result:
        """Grade to the end, to the time limit, or to the end of the budget."""
        start = time.perf_counter()
        deadline = time.monotonic() + self.submission.limits.submission_seconds
        finished = False
        try:
            while not finished and self.restarts <= self.submission.limits.restarts:
                finished = self.examine(deadline)
                if not finished:
                    self.restarts += 1
                    if time.monotonic() >= deadline:
                        break
        finally:
            for child in self.children:
                child.kill()
        exits = [child.wait(10) for child in self.children]
        for ended in exits:
            _must_have_started(ended)
        return self.result(exits, time.perf_counter() - start)

    def examine(self, deadline: float) -> bool:
        """Run one examiner; return whether it came to its end. What it has reported stays."""
        control, theirs = socket.socketpair()
        link = self.respondent()
        examiner = self.server.start("examiner", [theirs, link])
        self.children.append(examiner)
        theirs.close()
        link.close()
        channel = Channel(control, max_bytes=2**30)
        try:
            order = {
                "submission": self.submission.to_json(),
                "done": list(self.tests),
                "modules": self.with_modules,
                "tests": {step.id: _plain_and_compiled(step) for step in self.submission.steps if step.role == "test"},
            }
            channel.send(json.dumps(order).encode(), 60)
            while True:
                left = deadline - time.monotonic()
                if self.running:
                    left = min(left, 2 * self.submission.limits.cell_seconds)
                report = channel.receive(max(0.001, left))
                if self.take(json.loads(report, object_hook=_speakable), len(report), control):
                    return True
        except TimeoutError:
            if time.monotonic() < deadline:
                self.give_up("this test took too long")
                return False
            self.reasons.append(
                f"the submission took longer than {self.submission.limits.submission_seconds:g} seconds"
            )
            return False
        except (ConnectionError, ValueError, TypeError, KeyError):
            ended = examiner.wait(5)
            _must_have_started(ended)
            self.give_up(f"the examiner ended early: {ended.reason if ended else 'no word from it'}")
            return False
        finally:
            channel.close()
            examiner.kill()
            for child in self.respondents:
                child.kill()

    def give_up(self, reason: str) -> None:
        """Count the running test as failed, so that the next examiner goes on after it."""
        self.reasons.append(reason)
        for step in self.submission.steps:
            if step.id == self.running and step.role == "test":
                words = "the check could not be finished on your result"
                self.tests[step.id] = TestResult(step.id, "failed", 0.0, step.points, words, reason)
        self.running = ""

    def take(self, message: dict[str, Any], size: int, control: socket.socket) -> bool:
        """Keep one report of so many bytes; return True when it was the last."""
        if "begin" in message:
            self.running = message["begin"]
        elif "test" in message:
            self.running = ""
            test = TestResult(**message["test"])
            self.tests[test.id] = test if self.room_for(test.id, size) else replace(test, detail=LEFT_OUT)
        elif "cell" in message:
            cell = CellResult(**message["cell"] | {"outputs": tuple(message["cell"]["outputs"])})
            self.cells[cell.id] = cell if self.room_for(cell.id, size) else replace(cell, detail=LEFT_OUT, outputs=())
        elif "need" in message:
            self.reasons.append(message["need"])
            self.restarts += 1
            for child in self.respondents:
                child.kill()
            if self.restarts > self.submission.limits.restarts:
                control.sendall(b"x")
            else:
                link = self.respondent()
                socket.send_fds(control, [b"r"], [link.fileno()])
                link.close()
        elif "done" in message:
            self.modules = message["modules"]
            return True
        return False

    def room_for(self, step_id: str, size: int) -> bool:
        """Whether all that is known of a submission stays small enough to be kept."""
        self.sizes[step_id] = 0
        fits = sum(self.sizes.values()) + size <= RESULT_BYTES
        self.sizes[step_id] = size if fits else 0
        return fits

    def respondent(self) -> socket.socket:
        """Start a respondent; return the examiner's end of the link to it."""
        ours, theirs = socket.socketpair()
        child = self.server.start("respondent", [theirs])
        theirs.close()
        self.children.append(child)
        self.respondents.append(child)
        return ours

    def result(self, exits: list[Exit | None], seconds: float) -> Result:
        """Put together what was seen; what was not seen gives no points."""
        submission = self.submission
        tests, cells = [], []
        why = self.reasons[-1] if self.reasons else "the grader did not come this far"
        for step in submission.steps:
            if step.role == "test":
                missing = TestResult(step.id, "not run", 0.0, step.points, f"not run: {why}")
                tests.append(self.tests.get(step.id, missing))
            else:
                cells.append(self.cells.get(step.id, CellResult(step.id, "not run", f"not run: {why}")))
        return Result(
            submission.student,
            submission.assignment,
            submission.notebook,
            submission.key,
            "graded",
            tests=tuple(tests),
            cells=tuple(cells),
            notes=submission.notes,
            rung=self.server.rung.name,
            seconds=seconds,
            cpu_seconds=sum(ended.cpu_seconds for ended in exits if ended),
            restarts=self.restarts,
        )


def _must_have_started(ended: Exit | None) -> None:
    """Raise SandboxError where the machine made no process: that is no failure of the student's."""
    if ended and not ended.started:
        raise SandboxError(ended.reason)


def _plain_and_compiled(step: Step) -> tuple[str, str]:
    """Return a test for its examiner: plain Python, and its code, empty where it does not compile.

    It is the same for a whole class, so it is made here and once.
    """
    plain = python_of(step.source)
    try:
        return plain, base64.b64encode(compiled(plain, file_of(step.id))).decode()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return plain, ""  # compiling it there is what fails it


def _speakable(record: dict[str, Any]) -> dict[str, Any]:
    """Replace what no file can hold as text: halves of characters, which a student can print."""
    return {
        key: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for key, value in record.items()
    }
