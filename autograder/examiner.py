"""The trusted process of one submission: runs the test cells, and asks the respondent for everything else.

It reads the submission from its conductor, runs all cells in notebook order, and reports each result as soon as it is
known. Points are given here and nowhere else, for a test cell that ran to its end in this process.
"""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import linecache
import marshal
import socket
import sys
import time
import traceback
from contextlib import suppress
from dataclasses import asdict, is_dataclass
from typing import Any

from autograder import shell
from autograder.channel import Channel
from autograder.model import CellResult, Step, Submission, TestResult
from autograder.source import compiled, file_of, parsed, python_of
from autograder.standins import AuthorError, Link, RespondentGone, StandInClass

_SEEDS = (
    "random.seed",
    "numpy.random.seed",
    "torch.manual_seed",
    "tensorflow.random.set_seed",
    "keras.utils.set_random_seed",
)


def main(control: socket.socket, link: socket.socket) -> None:
    """Examine the one submission that comes over ``control``."""
    shell.capture_streams()
    conductor = Channel(control, max_bytes=2**30)
    order = json.loads(conductor.receive())
    submission = Submission.from_json(order["submission"])
    tests = {name: (plain, base64.b64decode(code)) for name, (plain, code) in order["tests"].items()}
    Examiner(conductor, link, submission, set(order["done"]), tests).run(order["modules"])


def seed_of(seed: int, step_id: str) -> int:
    """Return the seed of one step: the same for every student and every schedule."""
    return int.from_bytes(hashlib.sha256(f"{seed}/{step_id}".encode()).digest()[:4], "big")


class Examiner:
    """Examines one submission."""

    def __init__(
        self,
        conductor: Channel,
        link: socket.socket,
        submission: Submission,
        done: set[str],
        tests: dict[str, tuple[str, bytes]],
    ):
        """Take over a submission.

        done: ids of the tests that an earlier examiner has finished
        tests: each test as plain Python, and as what ``source.compiled`` makes of it, empty where it does not compile
        """
        self.conductor, self.submission, self.done, self.tests = conductor, submission, done, tests
        self.limits = submission.limits
        self.shell = shell.get_shell()
        self.space: dict[str, Any] = self.shell.user_ns
        self.history: list[Step] = []
        self.killers: set[str] = set()
        self.gone = ""
        """why there is no respondent any more, once the budget is spent"""
        self.mirroring = False
        """whether seed calls reach the student's process too: only while a test runs"""
        shell.lay_files(submission.files)
        self.take(link)
        self.mirror_seeds()
        self.offer_checks()

    def take(self, connection: socket.socket) -> None:
        """Talk to this respondent from now on."""
        channel = Channel(connection, self.limits.message_bytes)
        self.knows_secrets = False
        """whether a hidden test has called this respondent: from then on students are told nothing that it chooses"""
        self.link = Link(channel, self.limits.call_seconds, lambda name, text: print(text, end=""))
        if self.submission.files:
            self.link.ask("files", dict(self.submission.files), seconds=self.limits.cell_seconds)

    def run(self, with_modules: bool) -> None:
        """Run all steps and report; then say that it is done."""
        for step in self.submission.steps:
            if step.role == "test":
                if step.id not in self.done:
                    self.report(begin=step.id)
                    self.report(test=self.examine(step))
                continue
            if step.role == "setup":
                self.set_up(step)
            self.history.append(step)
            if step.id not in self.killers:
                result = self.respond(step)
                self.report(cell=result)
        modules: list[str] = []
        if with_modules:
            modules = [*self.link.ask("modules"), *sys.modules]
        self.report(done=True, modules=modules)

    def report(self, **message: Any) -> None:
        """Send one result to the conductor."""
        plain = {key: asdict(value) if is_dataclass(value) else value for key, value in message.items()}  # type: ignore[arg-type]
        self.conductor.send(json.dumps(plain).encode())

    # the student's cells

    def set_up(self, step: Step) -> None:
        """Run a locked cell here too, from the master's text."""
        self.mirroring = False
        shell.set_seeds(seed_of(self.submission.seed, step.id))
        shell.Shell.outputs = shell.Outputs(self.limits.output_bytes)
        exec(compile(python_of(step.source), file_of(step.id), "exec"), self.space)

    def respond(self, step: Step) -> CellResult:
        """Run a cell in the respondent; when that kills it, start another one without this cell."""
        if self.gone:
            return CellResult(step.id, "not run", message=self.gone)
        start = time.perf_counter()
        try:
            status, words, outputs, _ = self.link.ask(
                "cell", step.id, step.source, seed_of(self.submission.seed, step.id), seconds=self.limits.cell_seconds
            )
            detail = message = ""
            if status != "ok":
                kind, text, said, line = words
                line = known_line(line, [step])
                message = f"this cell stopped with {_builtin_name(kind)}" + (f" in line {line:d}" if line else "")
                if self.knows_secrets:
                    message = "this cell stopped with an error: run your notebook from top to bottom to see it"
                detail = f"{text}\n{' '.join(map(str, said))}"[:20_000]
            kept = shell.well_formed(outputs, self.limits.output_bytes)
            seconds = time.perf_counter() - start
            return CellResult(step.id, "ok" if status == "ok" else "error", message, detail, kept, seconds)
        except RespondentGone as reason:
            self.killers.add(step.id)
            message = f"this cell stopped the program: {self.told(reason)}"
            self.replace(str(reason))
            return CellResult(step.id, "killed", message, seconds=time.perf_counter() - start)
        except Exception as error:
            # the reply was no cell's reply: the student's process speaks its own protocol, so it is not trusted further
            self.killers.add(step.id)
            self.replace("the student's process sent nonsense")
            return CellResult(
                step.id, "killed", "this cell broke the connection to the grader", detail=repr(error)[:500]
            )

    def replace(self, reason: str) -> None:
        """Ask for a new respondent and bring it to where the old one was: the cells again, no calls of tests."""
        while not self.gone:
            self.report(need=reason)
            message, descriptors, _, _ = socket.recv_fds(self.conductor.connection, 1, 1)
            if message != b"r" or not descriptors:
                self.gone = "not run: the program had to be started again too often"
                return
            self.link.channel.close()
            current = ""
            try:
                self.take(socket.socket(fileno=descriptors[0]))
                for step in self.history:
                    if step.id not in self.killers:
                        current = step.id
                        seed = seed_of(self.submission.seed, step.id)
                        self.link.ask("cell", step.id, step.source, seed, seconds=self.limits.cell_seconds)
                return
            except Exception as error:
                reason = f"it could not be brought back ({type(error).__name__})"
            except RespondentGone as again:
                reason = str(again)
                self.killers.add(current)

    # test cells

    def examine(self, step: Step) -> TestResult:
        """Run one test cell with the student's names bound just for it."""
        if self.gone:
            return TestResult(step.id, "not run", 0.0, step.points, self.gone)
        start = time.perf_counter()
        shown = shell.Shell.outputs = shell.Outputs(self.limits.output_bytes)
        status, points, message, detail = "failed", 0.0, "", ""
        lost = ""
        source, code = self.tests[step.id]
        self.knows_secrets |= step.hidden
        try:
            self.bind(step)
            # the student's process hears the seed of what both draw, not that of what the test alone draws
            seed = seed_of(self.submission.seed, step.id)
            self.link.ask("before_test", seed)
            shell.set_seeds(seed, seed_of(self.submission.seed, f"{step.id}/drawn"))
            self.mirroring = True
            credit = self.run_cell(step.id, source, code)
            if self.link.broken:  # the test swallowed it
                raise RespondentGone(self.link.broken)
            if credit is None:
                status, points = "passed", step.points
            else:
                points = min(max(credit, 0.0), step.points)
                status = "passed" if points == step.points else "partial" if points > 0 else "failed"
                message = "" if status == "passed" else "part of the checks passed"
        except RespondentGone as reason:
            lost = str(reason)
            message = f"your code stopped here: {self.told(reason)}"
            detail = traceback.format_exc()[-20_000:]
        except BaseException as error:
            message = self.words_for(error, step, source)
            detail = traceback.format_exc()[-20_000:]  # it may ask for the words of a student's object
            lost = self.link.broken
        finally:
            self.mirroring = False
            for name in step.names:
                self.space.pop(name, None)
        text = "".join(item.get("text", "") for item in shown.items)
        detail = f"{detail}\n{text}"[:40_000].strip() if detail else text[:2_000]
        if lost:
            self.replace(lost)
        return TestResult(step.id, status, points, step.points, message, detail, time.perf_counter() - start)  # type: ignore[arg-type]

    def bind(self, step: Step) -> None:
        """Bind exactly the names that the reference solution defines and this test uses."""
        for name in step.names:
            self.space.pop(name, None)
        for name in step.names:
            try:
                value = self.link.ask("get", name)
                # an exception class must be a real one, or it could not be caught
                self.space[name] = (type(value) is StandInClass and value.exception) or value
            except NameError:
                continue  # the test raises it where it uses the name

    def run_cell(self, step_id: str, source: str, code: bytes) -> float | None:
        """Run a test; return the value of a closing ``partial_credit(...)``, None for full marks."""
        filename = file_of(step_id)
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        body, credit = marshal.loads(code or compiled(source, filename))
        exec(body, self.space)
        if credit is None:
            return None
        value = eval(credit, self.space)
        return float(value) if type(value) is float else 0.0

    def words_for(self, error: BaseException, step: Step, source: str) -> str:
        """Say what a student may know of a failed test: the author's own words, no value of the grading run."""
        line = getattr(error, "student_line", None)
        if line is not None and self.unanswered(step):
            return "not answered yet: `raise NotImplementedError()` still stands in your cell"
        if line is not None and self.knows_secrets:
            return "your code raised an error here" + ("" if step.hidden else ": run this check in your notebook")
        if line is not None:
            line = known_line(line, self.history)
            where = f" in line {line:d} of your cell" if line else ""
            return f"your code raised {_builtin_name(type(error).__name__, type(error))}{where}"
        if isinstance(error, NameError) and getattr(error, "name", None) in step.names:
            return f"{error.name} is not defined: the cell that should define it is empty or did not run to its end"
        if isinstance(error, AuthorError):
            return "the result is of a kind that this test cannot look at; return the type that the task asks for"
        if isinstance(error, AssertionError):
            lines = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == file_of(step.id)]
            return static_words(source, (lines[-1] if lines else 0) or 0) or "a check of this cell failed"
        if self.knows_secrets:
            return "the check could not be finished: look at the type and the shape of your result"
        kind = _builtin_name(type(error).__name__, type(error))
        return f"the check stopped with {kind}: look at the type of your result"

    def told(self, reason: RespondentGone) -> str:
        """Return what a student may read of an end that the student's code can choose among many.

        How long a call may take is told always: it is what helps most, and no more than the test's failing says.
        """
        words = str(reason)
        return "the program ended" if self.knows_secrets and not words.startswith("it took longer than ") else words

    def unanswered(self, step: Step) -> bool:
        """Whether a function that this test uses is still as it was released. Looks at the file, runs nothing."""
        from embedding_course import checks

        for name in step.names:
            with suppress(NameError):
                if "raise NotImplementedError()" in checks.find_source(name, self.student_cells()):
                    return True
        return False

    def student_cells(self) -> list[str]:
        """The source of each cell of the student that was reached so far and is Python."""
        found = [parsed(step.source) for step in self.history if step.role == "student"]
        return [each[1] for each in found if each is not None]

    # what tests find around them

    def mirror_seeds(self) -> None:
        """Make the five usual seed calls of a test reach the student's process too, as they would in one process."""

        def mirrored(name: str, original: Any) -> Any:
            def seed(value: Any = None) -> Any:
                if not self.mirroring or type(value) is not int or self.gone:
                    return original(value)
                self.link.ask("seed", name, value)
                self.mirroring = False  # the calls that this one makes, the student's process makes itself
                try:
                    return original(value)
                finally:
                    self.mirroring = True

            return seed

        for name in _SEEDS:
            module, _, function = name.rpartition(".")
            found = sys.modules.get(module)
            if found is not None and hasattr(found, function):
                setattr(found, function, mirrored(name, getattr(found, function)))

    def offer_checks(self) -> None:
        """Let the helpers of test cells work here: sources from the submitted text, figures from the respondent."""
        from embedding_course import checks

        checks._grading["source_of"] = lambda name: checks.find_source(name, self.student_cells())
        checks._grading["figure_data"] = lambda: self.link.ask("figure")


def _builtin_name(name: Any, cls: type | None = None) -> str:
    """Return the name of the nearest built-in exception; a name of the student's own choosing is never repeated."""
    import builtins

    for parent in cls.__mro__ if cls else ():
        if getattr(builtins, parent.__name__, None) is parent:
            return parent.__name__
    found = getattr(builtins, name, None) if type(name) is str else None
    return name if isinstance(found, type) and issubclass(found, BaseException) else "an error"


def known_line(line: Any, steps: list[Step]) -> int:
    """Return a line number that the student's process named, 0 for one that no cell has.

    Before the first hidden test it can carry nothing out, but it should still be a line of the student's file.
    """
    most = max((len(step.source.splitlines()) for step in steps if step.role == "student"), default=0)
    return line if type(line) is int and 0 < line <= most else 0


def static_words(source: str, line: int) -> str:
    """Return the constant words of the assertion (or raise) at a line of a test; each computed part becomes "…"."""
    best: ast.AST | None = None
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assert | ast.Raise) and node.lineno <= line <= (node.end_lineno or node.lineno):
            best = node
    if isinstance(best, ast.Assert):
        return _words(best.msg)
    if isinstance(best, ast.Raise) and isinstance(best.exc, ast.Call) and best.exc.args:
        return _words(best.exc.args[0])
    return ""


def _words(node: ast.AST | None) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    if isinstance(node, ast.BinOp):
        return _words(node.left) + _words(node.right)
    return ""
