"""Grade a whole class: intake, a pool of graders, one writer; nothing is lost and nothing is graded twice."""

from __future__ import annotations

import hashlib
import importlib.metadata
import logging
import os
import platform
import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any, Literal, Protocol

import sqlalchemy as sa
from nbgrader.utils import parse_utc

import autograder
from autograder.autograded import autograded_notebook, write_autograded
from autograder.files import is_newer
from autograder.intake import is_litter
from autograder.masters import Master
from autograder.model import Limits, Result, Submission
from autograder.record import GradebookError, Origin, Record, Recorder, Status, UnknownStudentError, explained

ENGINE_FAULT = "The grading engine could not grade this file. No points were changed; your instructor has been told."


class EngineError(RuntimeError):
    """Nobody can be graded now; the message says why. What was recorded stays."""


class Grader(Protocol):
    """The pure middle: a Submission to a Result, here or elsewhere. Called from several threads."""

    @property
    def slots(self) -> int:
        """How many submissions it grades at the same time."""

    def grade(self, submission: Submission) -> Result:
        """Grade one; raise where the engine (not the student) is at fault, EngineError where that holds for all."""

    def close(self) -> None:
        """End what runs, at once."""


@dataclass(frozen=True)
class Unreadable:
    """A submission that intake sets aside, with the reason that the student reads."""

    reason: str
    key: str = ""
    again: bool = False
    """the reason is not in the file: the next run tries again"""


Intake = Callable[[Path, str], Submission | Unreadable]
"""(folder, student) -> what to grade, or why not"""


@dataclass(frozen=True)
class Places:
    """Where a class's files are, and how they are written."""

    autograded: Callable[[str], Path]
    """student -> folder of the autograded notebook"""
    logs: Path
    permissions: int = 0o444
    groupshared: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of one submission in this run."""

    student: str
    status: Status
    reason: str = ""
    fresh: bool = True
    """False: an earlier run recorded it and nothing has changed"""
    points: float | None = None
    seconds: float = 0.0
    task_seconds: tuple[tuple[str, float], ...] = ()
    older_score: bool = False
    """the gradebook has points of an older file"""
    notes: tuple[str, ...] = ()


@dataclass
class Totals:
    """The sum of a run: submitted = graded + quarantined + failed."""

    assignment: str
    submitted: int = 0
    graded: int = 0
    quarantined: int = 0
    failed: int = 0
    fresh: int = 0
    mean: float | None = None
    points: float = 0.0
    slowest: tuple[str, float] | None = None
    task_seconds: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    log: Path | None = None

    @property
    def ok(self) -> bool:
        """Whether every submission was graded."""
        return self.graded == self.submitted

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        setattr(self, outcome.status, getattr(self, outcome.status) + 1)
        self.fresh += outcome.fresh and outcome.status == "graded"
        if outcome.fresh and (self.slowest is None or outcome.seconds > self.slowest[1]):
            self.slowest = (outcome.student, outcome.seconds)
        for task, seconds in outcome.task_seconds:
            self.task_seconds[task] = self.task_seconds.get(task, 0.0) + seconds

    def lines(self) -> list[str]:
        """Say it for a person."""
        lines = [
            f"{self.assignment}: {self.submitted} submitted = {self.graded} graded + {self.quarantined} quarantined "
            f"+ {self.failed} failed ({self.fresh} graded now, {self.seconds:.1f} s)"
        ]
        if self.mean is not None:
            lines.append(f"mean of the automatic points: {self.mean:.2f} of {self.points:g}")
        if self.fresh and self.slowest:
            name = self.slowest[0]
            name = name if name.isprintable() else repr(name)
            lines.append(f"slowest: {name}, {self.slowest[1]:.2f} s")
            tasks = sorted(self.task_seconds.items(), key=lambda item: -item[1])[:6]
            lines.append("mean time of a cell: " + ", ".join(f"{k} {v / self.fresh:.3f} s" for k, v in tasks))
        if self.log:
            lines.append(f"log: {self.log}")
        return lines


class Watcher:
    """Shows a run to a person: a bar on a terminal, plain lines elsewhere, one line for each problem."""

    def __init__(
        self, assignment: str, total: int, say: Callable[[str], None], tell: Callable[[str], None], *, bar: bool
    ):
        """Problems go to ``say``, plain lines of progress to ``tell``."""
        self.total, self.say, self.tell, self.done = total, say, tell, 0
        self.started = self.told = time.monotonic()
        self.progress: Any = None
        if bar and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self.progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self.task = self.progress.add_task(assignment, total=total, rate="")
            self.progress.start()

    def advance(self, outcome: Outcome) -> None:
        """Show one more."""
        self.done += 1
        if outcome.status != "graded":
            older = " (the points of the older file stand)" if outcome.older_score else ""
            self.problem(f"{outcome.student!r} {outcome.status}: {outcome.reason}{older}")
        rate = self.done / max(1e-9, time.monotonic() - self.started)
        if self.progress:
            self.progress.update(self.task, advance=1, rate=f"{rate:.1f}/s")
        elif time.monotonic() - self.told > 10 and self.done < self.total:
            self.told = time.monotonic()
            left = (self.total - self.done) / rate
            self.tell(f"{self.done} of {self.total}, {rate:.2f} a second, {left:.0f} s left")

    def problem(self, line: str) -> None:
        """Show one problem."""
        if self.progress:
            self.progress.console.print(line, markup=False, highlight=False)
        else:
            self.say(line)

    def close(self) -> None:
        """Take the bar away."""
        if self.progress:
            self.progress.stop()


# --- what decides a grade -------------------------------------------------------------------------------------------


@cache
def environment() -> str:
    """Return a hash over the Python version and all installed packages."""
    # a set: a package found twice on the path, as in a source tree, is still one
    packages = {f"{found.name}=={found.version}".lower() for found in importlib.metadata.distributions()}
    words = [platform.python_version(), platform.machine(), *sorted(packages)]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def basis(master: Master, limits: Limits) -> str:
    """Return a hash over all that decides a grade beside the submitted file."""
    words = [
        autograder.__version__,
        environment(),
        master.assignment,
        master.hash,
        repr(sorted(asdict(limits).items())),
    ]
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def fingerprint(submitted_hash: str, basis: str) -> str:
    """Return the hash over the submitted files and all that decides their grade: equal means nothing is left to do."""
    return hashlib.sha256(f"{submitted_hash}{basis}".encode()).hexdigest()


def hash_of(folder: Path) -> str:
    """Return a hash over a submission: names, kinds and contents. Never follows a link, never reads a pipe.

    Of a file over 64 MiB the size and the time of change count instead of the content. What a file manager or an editor
    lays beside a notebook that is looked at does not count.
    """
    digest = hashlib.sha256()
    is_folder = folder.is_dir() and not folder.is_symlink()
    for path in sorted(folder.rglob("*"), key=os.fsencode) if is_folder else [folder]:
        if is_folder and any(is_litter(part) for part in path.relative_to(folder).parts):
            continue
        status = path.lstat()
        digest.update(b"\0" + os.fsencode(path.relative_to(folder)) + b"\0")
        if path.is_symlink():
            digest.update(b"link " + os.fsencode(os.readlink(path)))
        elif not path.is_file():
            digest.update(b"other %o" % status.st_mode)
        elif status.st_size > 2**26:
            digest.update(b"large %d %d" % (status.st_size, status.st_mtime_ns))
        else:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def hash_or_nothing(folder: Path) -> str:
    """Return `hash_of` a submission; "" where it is gone or can't be read."""
    try:
        return hash_of(folder)
    except (OSError, RecursionError):
        return ""


def timestamp_of(folder: Path) -> tuple[datetime | None, str]:
    """Return when a submission was handed in (UTC, no zone), and what was wrong with the file that says so."""
    path = folder / "timestamp.txt"
    if folder.is_symlink():
        return None, ""
    if path.is_symlink() or not path.is_file() or path.stat().st_size > 200:
        return None, "" if not path.exists() else "timestamp.txt is not a small file; counted as in time"
    text = path.read_text(encoding="utf-8-sig", errors="replace").strip()
    try:
        return (parse_utc(text), "") if text else (None, "timestamp.txt is empty; counted as in time")
    except (ValueError, OverflowError):
        return None, "timestamp.txt holds no time that can be read; counted as in time"


def recordable(student: str) -> str:
    """Say why a folder's name can't be a student's id in the gradebook; empty where it can."""
    try:
        student.encode()
    except UnicodeEncodeError:
        return "the name of the folder is not UTF-8"
    if "\0" in student or len(student) > 128:
        return "the name of the folder is longer than 128 characters, the most a student's id may have"
    return ""


# --- locks ----------------------------------------------------------------------------------------------------------


@contextmanager
def one_run_at_a_time(db_url: str, say: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock file beside an SQLite gradebook while a run writes it; wait, and say so, while another holds it."""
    url = sa.make_url(db_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        yield
        return
    import fcntl

    path = Path(f"{url.database}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o664)
    except OSError as error:
        raise GradebookError(f"can't write beside the gradebook {url.database}: {error}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"another run is writing {url.database}; waiting for it to end (Ctrl-C to give up)")
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class Claims:
    """Who grades what when several graders share a PostgreSQL gradebook; on SQLite one run holds it alone."""

    def __init__(self, engine: sa.Engine, assignment: str):
        self.assignment, self.lock, self.connection = assignment, threading.Lock(), None
        self.url = engine.url.render_as_string(hide_password=True)
        if engine.dialect.name == "postgresql":
            with explained(self.url):
                self.connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def _number(self, student: str) -> int:
        digest = hashlib.sha256(f"{self.assignment}\0{student}".encode()).digest()
        return int.from_bytes(digest[:8], "big", signed=True)

    def take(self, student: str) -> bool:
        """Claim a student; False while another grader holds the claim. It ends with the process that holds it."""
        if self.connection is None:
            return True
        with self.lock, explained(self.url):
            return bool(self.connection.scalar(sa.select(sa.func.pg_try_advisory_lock(self._number(student)))))

    def give_back(self, student: str) -> None:
        """End the claim."""
        if self.connection is not None:
            with self.lock, explained(self.url):
                self.connection.scalar(sa.select(sa.func.pg_advisory_unlock(self._number(student))))

    def close(self) -> None:
        """End every claim."""
        if self.connection is not None:
            with suppress(sa.exc.DBAPIError):  # a server that is gone has ended them
                self.connection.close()


# --- the run --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Done:
    """What a thread hands to the writer."""

    student: str
    folder: Path
    kind: Literal["graded", "kept", "rebuilt", "set aside", "claimed"]
    origin: Origin
    submission: Submission | None = None
    result: Result | None = None
    status: Status = "graded"
    reason: str = ""
    key: str = ""
    known: Record | None = None
    note: str = ""
    fault: BaseException | None = None


class ClassRun:
    """One run over the submissions of one assignment."""

    def __init__(
        self,
        recorder: Recorder,
        grader: Grader,
        intake: Intake,
        places: Places,
        limits: Limits,
        *,
        force: bool = False,
        bar: bool = False,
        say: Callable[[str], None] = print,
        tell: Callable[[str], None] = print,
    ):
        self.recorder, self.grader, self.intake, self.places, self.tell = recorder, grader, intake, places, tell
        self.master, self.force, self.bar, self.say = recorder.master, force, bar, say
        self.basis = basis(self.master, limits)
        self.claims = Claims(recorder.engine, self.master.assignment)
        self.gate = threading.Semaphore(grader.slots)
        self.stopping = threading.Event()
        self.log, self.log_path = _open_log(places.logs, self.master.assignment)

    def run(self, submissions: Iterable[tuple[str, Path]], total: int) -> Totals:
        """Grade what is new or changed; return the sum. ``submissions``: student and folder (or odd file)."""
        totals = Totals(
            self.master.assignment,
            submitted=total,
            points=sum(cell.points for cell in self.master.cells if cell.role == "test"),
            log=self.log_path,
        )
        started = time.monotonic()
        watcher = Watcher(self.master.assignment, total, self.say, self.tell, bar=self.bar)
        threads = self.grader.slots + 2  # two more: they read and rebuild while the others grade
        pool = ThreadPoolExecutor(threads, thread_name_prefix="grade")
        try:
            with _Interrupts() as interrupts:
                rest: Iterable[tuple[str, Path]] = submissions
                while rest:
                    claimed: list[tuple[str, Path]] = []
                    for done in self._stream(pool, iter(rest), 2 * threads):
                        interrupts.check()
                        if done.kind == "claimed":
                            claimed.append((done.student, done.folder))
                            continue
                        with interrupts.held():
                            self._count(done, totals, watcher)
                        interrupts.check()
                    rest = claimed  # another grader has them: look again until it has recorded them, or died
                    time.sleep(0.2 if rest else 0)
        finally:
            self.stopping.set()
            self.grader.close()
            pool.shutdown(wait=True, cancel_futures=True)
            watcher.close()
            self.claims.close()
            for handler in list(self.log.handlers):
                handler.close()
                self.log.removeHandler(handler)
        totals.mean, totals.seconds = self.recorder.mean_score(), time.monotonic() - started
        if totals.graded + totals.quarantined + totals.failed != totals.submitted:
            raise RuntimeError(f"submissions were lost: {totals.lines()[0]}")
        return totals

    def _stream(
        self, pool: ThreadPoolExecutor, submissions: Iterator[tuple[str, Path]], window: int
    ) -> Iterator[_Done]:
        """Yield what the threads finish, in the order they finish; at most ``window`` are in memory."""
        pending: set[Future[_Done]] = {pool.submit(self._one, *each) for each in islice(submissions, window)}
        while pending:
            finished, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in finished:
                yield future.result()
                pending |= {pool.submit(self._one, *each) for each in islice(submissions, 1)}

    # -- in a thread

    def _one(self, student: str, folder: Path) -> _Done:
        nothing = Origin("", "")
        if self.stopping.is_set():
            raise InterruptedError("the run is stopping")
        name_fault = recordable(student)
        if name_fault:
            return _Done(student, folder, "set aside", nothing, status="quarantined", reason=name_fault)
        if not self.claims.take(student):
            return _Done(student, folder, "claimed", nothing)
        try:
            submitted = hash_of(folder)
            when, note = timestamp_of(folder)
        except (OSError, RecursionError) as error:
            why = getattr(error, "strerror", None) or "too many folders in folders"
            reason = f"its files can't be read ({why})"
            return _Done(student, folder, "set aside", nothing, status="quarantined", reason=reason)
        origin = Origin(fingerprint(submitted, self.basis), submitted, when)
        known = self.recorder.look_up(student)
        same = known is not None and known.fingerprint == origin.fingerprint and not self.force
        if known and same and known.status == "quarantined":
            kept = {"status": known.status, "reason": known.reason, "known": known}
            return _Done(student, folder, "kept", origin, **kept)  # type: ignore[arg-type]
        graded = known.result if known and same and known.status == "graded" else None
        if known and graded and known.graded_at and is_newer(self._target(student), known.graded_at):
            return _Done(student, folder, "kept", origin, result=graded, known=known)
        try:
            submission = self.intake(folder, student)
            if isinstance(submission, Unreadable):
                aside = {"status": "quarantined", "reason": submission.reason, "key": submission.key}
                origin = replace(origin, fingerprint="") if submission.again else origin
                return _Done(student, folder, "set aside", origin, known=known, note=note, **aside)  # type: ignore[arg-type]
            if note:
                submission = replace(submission, notes=(*submission.notes, note))
            if graded:
                return _Done(student, folder, "rebuilt", origin, submission, graded, known=known)
            with self.gate:
                if self.stopping.is_set():
                    raise InterruptedError("the run is stopping")
                result = self.grader.grade(submission)
        except Exception as fault:
            if self.stopping.is_set() or isinstance(fault, EngineError):
                raise
            return _Done(
                student, folder, "set aside", origin, status="failed", reason=ENGINE_FAULT, known=known, fault=fault
            )
        if result.status == "failed":
            reason = result.reason or ENGINE_FAULT
            return _Done(
                student, folder, "set aside", origin, status="failed", reason=reason, key=submission.key, known=known
            )
        return _Done(student, folder, "graded", origin, submission, result, known=known)

    # -- in the writer

    def _count(self, done: _Done, totals: Totals, watcher: Watcher) -> None:
        try:
            outcome = self._write(done)
        finally:
            self.claims.give_back(done.student)
        totals.add(outcome)
        watcher.advance(outcome)
        for note in outcome.notes if outcome.fresh else ():
            self.log.info("%r note: %s", done.student, note)
        self.log.info(
            "%r %s%s points=%s seconds=%.3f %s",
            done.student,
            outcome.status,
            "" if outcome.fresh else " (before)",
            outcome.points,
            outcome.seconds,
            outcome.reason,
        )

    def _write(self, done: _Done) -> Outcome:
        if done.kind == "kept":
            points = done.result.points if done.result else None
            return Outcome(done.student, done.status, done.reason, fresh=False, points=points, older_score=_older(done))
        if done.kind == "rebuilt":
            self._write_notebook(done)
            return Outcome(done.student, "graded", fresh=False, points=done.result.points if done.result else None)
        if done.kind == "graded" and done.submission and done.result:
            submission, result = done.submission, done.result
            try:
                points = self.recorder.record(submission, result, done.origin)
            except UnknownStudentError as error:
                done = _not_on_the_roster(done, error)
            except ValueError as error:
                done = replace(done, kind="set aside", status="failed", reason=ENGINE_FAULT, fault=error)
            else:
                self._write_notebook(done)
                return _graded(done, submission, result, points)
        if done.fault:
            self.log.error("%r: engine fault", done.student, exc_info=done.fault)
        if not recordable(done.student):
            try:
                self.recorder.set_aside(done.student, done.status, done.reason, done.origin, done.key)
            except UnknownStudentError as error:
                done = _not_on_the_roster(done, error)
        return Outcome(done.student, done.status, done.reason, older_score=_older(done))

    def _target(self, student: str) -> Path:
        return self.places.autograded(student) / f"{self.master.notebook}.ipynb"

    def _write_notebook(self, done: _Done) -> None:
        """After the commit: a run that is killed in between writes it next time."""
        if done.submission is None or done.result is None:
            return
        target = self._target(done.student)
        notebook = autograded_notebook(self.master, self.recorder.released, done.submission, done.result)
        try:
            write_autograded(
                notebook,
                target,
                done.folder,
                permissions=self.places.permissions,
                groupshared=self.places.groupshared,
            )
        except OSError as error:
            raise GradebookError(
                f"can't write {target}: {error.strerror or error}. The grade is recorded; "
                "make room or give the right to write, then run again"
            ) from error


class _Interrupts:
    """Lets Ctrl-C stop a run between two writes, never within one; pressed twice it stops at once.

    It is remembered too, since Python drops an exception that is raised in a destructor or a weakref callback.
    """

    def __init__(self) -> None:
        self.pressed = self.writing = False
        self.before: Any = None

    def __enter__(self) -> _Interrupts:
        before = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is threading.main_thread() and callable(before):
            self.before = before
            signal.signal(signal.SIGINT, self._remember)
        return self

    def __exit__(self, *_: object) -> None:
        if self.before:
            signal.signal(signal.SIGINT, self.before)

    def _remember(self, number: int, frame: FrameType | None) -> None:
        again, self.pressed = self.pressed, True
        if again or not self.writing:
            self.before(number, frame)

    @contextmanager
    def held(self) -> Iterator[None]:
        self.writing = True
        try:
            yield
        finally:
            self.writing = False

    def check(self) -> None:
        if self.pressed:
            raise KeyboardInterrupt


def _graded(done: _Done, submission: Submission, result: Result, points: float) -> Outcome:
    seconds = [(cell.id, cell.seconds) for cell in result.cells] + [(test.id, test.seconds) for test in result.tests]
    return Outcome(
        done.student,
        "graded",
        points=points,
        seconds=result.seconds,
        task_seconds=tuple(seconds),
        notes=result.notes or submission.notes,
    )


def _not_on_the_roster(done: _Done, error: UnknownStudentError) -> _Done:
    """Set a submission aside until its student is on the roster: the next run looks again."""
    origin = replace(done.origin, fingerprint="")
    return replace(done, kind="set aside", status="quarantined", reason=str(error), origin=origin)


def _older(done: _Done) -> bool:
    return done.known is not None and done.known.result is not None and done.status != "graded"


def _open_log(folder: Path, assignment: str) -> tuple[logging.Logger, Path | None]:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    log = logging.getLogger(f"autograder.run.{assignment}.{os.getpid()}.{time.monotonic_ns()}")
    log.propagate = False
    log.setLevel(logging.INFO)
    name = re.sub(r"[^\w.-]", "_", assignment)
    path = folder / f"{name}-{stamp}-{os.getpid()}.log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise GradebookError(f"can't write the log {path}: {error.strerror}") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    return log, path


class LocalGrader:
    """Grades on this machine: several process pairs at a time, all children of one server of the assignment.

    ``make_server`` starts a server; ``grade_one(submission, server)`` drives one pair. A server that died is replaced,
    and what was being graded meanwhile is graded again: its children died with it, and no student is to blame.
    """

    def __init__(self, slots: int, make_server: Callable[[], Any], grade_one: Callable[[Submission, Any], Result]):
        self._slots, self.make_server, self.grade_one = slots, make_server, grade_one
        self.lock, self.generation, self.server, self.closed = threading.Lock(), 0, None, False

    @property
    def slots(self) -> int:
        """How many process pairs run at the same time."""
        return self._slots

    def _current(self) -> tuple[int, Any]:
        with self.lock:
            if self.closed:
                raise InterruptedError("the run is stopping")
            if self.server is None:
                try:
                    self.server = self.make_server()
                except Exception as error:
                    raise EngineError(
                        f"the process that makes the graders' processes did not start: {error}"
                    ) from error
                self.generation += 1
            return self.generation, self.server

    def _replace(self, generation: int) -> None:
        with self.lock:
            if self.generation == generation and self.server is not None:
                with suppress(Exception):
                    self.server.close()
                self.server = None

    def grade(self, submission: Submission) -> Result:
        """Grade one; on an engine fault once more with a fresh server, then raise."""
        for attempt in (1, 2, 3):
            generation, server = self._current()
            try:
                result = self.grade_one(submission, server)
            except Exception:
                if attempt == 3 or self.closed:
                    raise
                self._replace(generation)
                continue
            if server.alive and generation == self.generation:
                return result
            self._replace(generation)
        raise RuntimeError("the servers that make processes keep dying")

    def close(self) -> None:
        """Kill what runs."""
        with self.lock:
            self.closed = True
            if self.server is not None:
                self.server.close()
                self.server = None
