"""The seam with nbgrader: what `nbgrader_config.py` switches on, and nothing else of nbgrader is changed.

After ``switch_on`` the converter classes that nbgrader's commands and the formgrader's buttons share use this engine:
``Autograde`` grades with ``classrun``, and whatever reads ``solutions/`` finds the notebooks written from the masters.
"""

from __future__ import annotations

import fnmatch
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.apps import AutogradeApp, NbGraderAPI
from nbgrader.converters import Autograde, BaseConverter, GenerateFeedback, NbGraderException
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config

from autograder.masters import PRIVATE, Master, MasterError, read_master, write_notebook
from autograder.options import Autograder

if TYPE_CHECKING:
    from autograder.classrun import Grader, Places, Totals

_stock_init_notebooks = BaseConverter.init_notebooks


def switch_on(config: Config) -> None:
    """Make nbgrader's commands and the formgrader work on this course, on a fresh clone too. May be called again."""
    # nbgrader starts `alembic` as a command: it must be found where the environment was not activated
    own = str(Path(sys.executable).parent)
    found = os.environ.get("PATH", "")
    if own not in found.split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([own, found])
    ignored = config.CourseDirectory.get("ignore", [])
    config.CourseDirectory.ignore = [*(ignored if isinstance(ignored, list) else []), *PRIVATE]
    db_url = config.CourseDirectory.get("db_url", "")
    if isinstance(db_url, str) and db_url.startswith("postgresql://"):
        # the driver of the extra; SQLAlchemy 2.1 would look for another
        config.CourseDirectory.db_url = db_url.replace("postgresql://", "postgresql+psycopg2://", 1)
    _make_folder_of(db_url)
    if "plugin_class" not in config.ExportApp:  # nbgrader's own writes names unquoted, formulas too
        config.ExportApp.plugin_class = "autograder.exporters.CsvExporter"
    Autograde.start = autograde
    GenerateFeedback.start = generate_feedback
    BaseConverter.init_notebooks = init_notebooks
    NbGraderAPI.get_submitted_timestamp = get_submitted_timestamp


def _make_folder_of(db_url: Any) -> None:
    """Make the folder of an SQLite gradebook, which nbgrader expects to be there."""
    if isinstance(db_url, str) and db_url.startswith("sqlite:///"):
        with suppress(OSError):  # a command that needs the gradebook will say so, the others must go on working
            Path(db_url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)


# --- masters --------------------------------------------------------------------------------------------------------


def init_notebooks(converter: BaseConverter) -> None:
    """Replace ``BaseConverter.init_notebooks``: write the masters' notebooks before a converter looks for them."""
    course = converter.coursedir
    if converter._input_directory == course.source_directory:
        solutions = Path(course.format_path(course.source_directory, ".", "."))
        for folder in sorted(solutions.glob("*/")):
            if fnmatch.fnmatch(folder.name, course.assignment_id) and any(folder.glob("*.py")):
                with _told(converter):
                    write_notebook(read_master(folder))
    _stock_init_notebooks(converter)


def find_master(solutions: Path, assignment: str) -> Master:
    """Read the master of an assignment; MasterError lists the assignments where there is none of that name."""
    folder = solutions / assignment
    if Path(assignment).name != assignment or not any(folder.glob("*.py")):
        known = sorted(each.parent.name for each in solutions.glob("*/*.py"))
        names = ", ".join(dict.fromkeys(known)) or f"none (no master in {solutions})"
        raise MasterError(f"there is no assignment {assignment!r}; the assignments are: {names}")
    return read_master(folder)


# --- autograde ------------------------------------------------------------------------------------------------------


def autograde(converter: Autograde) -> None:
    """Replace ``Autograde.start``: grade the class with this engine; NbGraderException unless all was graded."""
    with _told(converter), chdir(converter.coursedir.root):
        totals = grade_assignment(converter)
    if totals and not totals.ok:
        raise NbGraderException(totals.lines()[0])


def grade_assignment(converter: Autograde) -> Totals | None:
    """Grade what nbgrader's options select; None where nothing was handed in."""
    from autograder import intake
    from autograder.classrun import ClassRun, Unreadable, environment, one_run_at_a_time
    from autograder.record import Recorder, open_gradebook

    course, say = converter.coursedir, converter.log.warning
    options = Autograder(parent=converter)
    if not converter.config.Execute.get("enabled", True):
        raise NbGraderException("--no-execute gives points without running tests; the autograder does not offer it")
    solutions = Path(course.format_path(course.source_directory, ".", "."))
    master = find_master(solutions, course.assignment_id)
    if not fnmatch.fnmatch(master.notebook, course.notebook_id):
        raise NbGraderException(
            f"{master.assignment} has one notebook, {master.notebook!r}: --notebook={course.notebook_id} is another"
        )
    with one_run_at_a_time(course.db_url, say):
        engine = open_gradebook(course.db_url, course.course_id, busy_seconds=options.busy_seconds)
        try:
            penalties = AssignLatePenalties(parent=converter)
            penalties.init_plugin()
            recorder = Recorder(
                engine,
                course.course_id,
                master,
                config=converter.config,
                create_student=converter.create_student,
                late_penalty=penalties.plugin_inst.late_submission_penalty,
            )
            entries = _selected(converter, intake.submitted_students(_submitted(course), master.assignment))
            if not entries:
                _say_nothing(converter)
                return None

            def read(folder: Path, student: str) -> Any:
                found = intake.read_submission(
                    folder, master, student=student, limits=options.limits, environment=environment()
                )
                if isinstance(found, intake.Quarantined):
                    return Unreadable(found.reason, found.key, found.again)
                return found

            from_terminal = isinstance(converter.parent, AutogradeApp)
            run = ClassRun(
                recorder,
                make_grader(options, master, converter.log.info),
                read,
                _places(converter, options),
                options.limits,
                force=converter.force,
                bar=from_terminal,
                say=say,
                tell=converter.log.info,
            )
            converter.run_pre_convert_hook()
            totals = run.run(entries, len(entries))
            converter.run_post_convert_hook()
        finally:
            engine.dispose()
    for line in totals.lines():
        print(line, flush=True) if from_terminal else converter.log.info(line)
    return totals


def make_grader(options: Autograder, master: Master, say: Callable[[str], None] = lambda line: None) -> Grader:
    """Return what grades: process pairs on this machine, or the workers of a Dask scheduler."""
    from autograder.classrun import LocalGrader
    from autograder.grading import grade
    from autograder.preload import modules_of
    from autograder.processes import ProcessServer
    from autograder.sandbox import choose_rung

    rung = choose_rung(options.sandbox)

    def modules() -> tuple[str, ...]:
        return (
            tuple(dict.fromkeys([*options.preload, *modules_of(master, options.limits, rung)])) if options.warm else ()
        )

    if options.scheduler:
        from autograder.distributed import DaskGrader

        return DaskGrader(options.scheduler, modules, sandbox=options.sandbox, warm=options.warm)

    def make_server() -> ProcessServer:
        say(f"importing what {master.assignment} imports (the first time after a change, its reference is run once)")
        return ProcessServer(modules(), options.limits, rung=rung, warm=options.warm)

    return LocalGrader(options.worker_count, make_server, grade)


def _selected(converter: BaseConverter, entries: Any) -> list[tuple[Any, Path]]:
    """Keep the students (or their records) that --student selects, by name or pattern, and that are not excluded."""
    wanted, excluded = converter.coursedir.student_id, converter.coursedir.student_id_exclude.split(",")
    return [
        (entry, folder)
        for entry, folder in entries
        for student in [getattr(entry, "student", entry)]
        if student not in excluded and (student == wanted or fnmatch.fnmatchcase(student, wanted))
    ]


def _say_nothing(converter: BaseConverter) -> None:
    course = converter.coursedir
    where = course.format_path(course.submitted_directory, "<student>", course.assignment_id)
    if course.student_id != "*":
        where = where.replace("<student>", course.student_id)
        raise NbGraderException(f"student {course.student_id!r} has handed nothing in: there is no folder {where}")
    converter.log.warning("nothing to grade: nobody has handed in %s yet", course.assignment_id)
    converter.log.warning("submissions go to %s", where)


def _submitted(course: Any) -> Path:
    return Path(course.root) / course.submitted_directory


def _places(converter: Autograde, options: Autograder) -> Places:
    from autograder.classrun import Places

    course = converter.coursedir
    return Places(
        autograded=lambda student: Path(course.format_path(course.autograded_directory, student, course.assignment_id)),
        logs=Path(course.root) / options.log_directory,
        permissions=int(str(converter.permissions), 8),
        groupshared=course.groupshared,
    )


# --- feedback -------------------------------------------------------------------------------------------------------


def generate_feedback(converter: GenerateFeedback) -> None:
    """Replace ``GenerateFeedback.start``: pages built from results, never from an executed notebook."""
    with _told(converter), chdir(converter.coursedir.root):
        _write_pages(converter)


def _write_pages(converter: GenerateFeedback) -> None:
    from autograder import intake
    from autograder.classrun import hash_or_nothing
    from autograder.feedback import write_feedback
    from autograder.human import read_humans
    from autograder.record import open_gradebook, records_of

    course, say = converter.coursedir, converter.log.warning
    master = find_master(Path(course.format_path(course.source_directory, ".", ".")), course.assignment_id)
    engine = open_gradebook(course.db_url, course.course_id)
    try:
        recorded = records_of(engine, master.assignment)
        humans = read_humans(engine, master.assignment)
    finally:
        engine.dispose()
    folders = {record.student: _submitted(course) / record.student / master.assignment for record in recorded}
    chosen = [record for record, _ in _selected(converter, [(record, folders[record.student]) for record in recorded])]
    if not chosen:
        waiting = sum(1 for _ in intake.submitted_students(_submitted(course), master.assignment))
        if waiting or course.student_id != "*":
            raise NbGraderException(f"nothing is graded yet; first: nbgrader autograde {master.assignment}")
        say("no feedback to write: nobody has handed in %s yet", master.assignment)
        return
    for record in chosen:
        folder = folders[record.student]
        target = Path(course.format_path(course.feedback_directory, record.student, master.assignment))
        # a file that was handed in since then, or could not be graded: its cells would stand beside another's points
        same = hash_or_nothing(folder) == record.submitted_hash and (record.result is None or record.current)
        source = folder if same else None
        write_feedback(record, master, source, target / f"{master.notebook}.html", humans[record.student])
        _copy_for_release(folder, target)
    say("wrote %d feedback pages to %s", len(chosen), course.feedback_directory)


def _copy_for_release(submitted: Path, target: Path) -> None:
    """Lay beside a page what `nbgrader release_feedback` looks for."""
    for name in ("timestamp.txt", "submission_secret.txt"):
        source, copy = submitted / name, target / name
        if source.is_file() and not source.is_symlink() and source.stat().st_size < 10_000:
            copy.unlink(missing_ok=True)
            shutil.copyfile(source, copy)


@contextmanager
def _told(converter: BaseConverter) -> Iterator[None]:
    """Let nbgrader say an error of ours in one line: the commands exit with 1, the formgrader shows its log."""
    from autograder.classrun import EngineError
    from autograder.record import GradebookError
    from autograder.sandbox import SandboxError

    try:
        yield
    except KeyboardInterrupt:
        converter.log.error("stopped; what was recorded stays, and the same command goes on from there")
        raise SystemExit(130) from None
    except NbGraderException as error:
        converter.log.error("%s", error)
        raise
    except (MasterError, GradebookError, SandboxError, EngineError) as error:
        converter.log.error("%s", error)
        raise NbGraderException(str(error)) from error


def get_submitted_timestamp(api: NbGraderAPI, assignment_id: str, student_id: str) -> Any:
    """Replace ``NbGraderAPI.get_submitted_timestamp``: one damaged timestamp.txt must not close the formgrader."""
    from autograder.classrun import timestamp_of

    course = api.coursedir
    return timestamp_of(Path(course.format_path(course.submitted_directory, student_id, assignment_id)))[0]
