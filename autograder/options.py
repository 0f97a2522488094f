"""Every ``c.Autograder.…`` option, with its default and its meaning: the one place where they are documented."""

from __future__ import annotations

import argparse
import os
from dataclasses import fields
from pathlib import Path
from typing import Any

from traitlets import Bool, Float, Integer, List, Unicode
from traitlets.config import Config, Configurable, PyFileConfigLoader

from autograder.model import Limits

COURSE, DB_URL = "embedding-layer", "sqlite:///classroom/gradebook.db"
"""the names in this course's nbgrader_config.py, for commands that do not go through nbgrader"""
_DEFAULTS = Limits()


class Autograder(Configurable):
    """How `nbgrader autograde` grades a class. Set these in nbgrader_config.py or as --Autograder.workers=4."""

    workers = Integer(
        0, min=0, help="How many submissions are graded at the same time on this machine. 0: one for each core."
    ).tag(config=True)
    warm = Bool(
        True,
        help="Start each submission as a fork of a process that has imported the modules already. "
        "False: a fresh interpreter for each process, many times slower, same grades.",
    ).tag(config=True)
    preload = List(
        Unicode(),
        help="Modules a warm process imports beside those that a dry run of the reference solution imports.",
    ).tag(config=True)
    sandbox = Unicode(
        "auto",
        help="The sandbox rung: 'auto' takes the strongest that this machine allows and refuses to grade on none; "
        "'none' by name grades without a sandbox (only for submissions that you would run in your own account).",
    ).tag(config=True)
    scheduler = Unicode(
        "",
        help="Address of a Dask scheduler, such as tcp://10.0.0.5:8786: submissions are graded by its workers "
        "instead of this machine. Needs the extra 'distributed'. Empty: this machine.",
    ).tag(config=True)
    busy_seconds = Float(
        60.0, min=0.0, help="How long one write waits for a gradebook that another program has locked."
    ).tag(config=True)
    log_directory = Unicode(
        "classroom/logs", help="Where each run writes its log file, relative to the course folder."
    ).tag(config=True)

    call_seconds = Float(
        _DEFAULTS.call_seconds, min=0.0, help="Limit: seconds of one call from a test into the student's code."
    ).tag(config=True)
    cell_seconds = Float(_DEFAULTS.cell_seconds, min=0.0, help="Limit: seconds of one cell of the student.").tag(
        config=True
    )
    submission_seconds = Float(_DEFAULTS.submission_seconds, min=0.0, help="Limit: seconds of a whole submission.").tag(
        config=True
    )
    cpu_seconds = Float(
        _DEFAULTS.cpu_seconds, min=0.0, help="Limit: CPU seconds of each of the two processes of a submission."
    ).tag(config=True)
    memory_bytes = Integer(
        _DEFAULTS.memory_bytes, min=0, help="Limit: memory a process may take beyond what it started with."
    ).tag(config=True)
    output_bytes = Integer(_DEFAULTS.output_bytes, min=0, help="Limit: bytes of output that are kept of one cell.").tag(
        config=True
    )
    message_bytes = Integer(
        _DEFAULTS.message_bytes, min=0, help="Limit: bytes of one message between the two processes."
    ).tag(config=True)
    file_bytes = Integer(
        _DEFAULTS.file_bytes, min=0, help="Limit: bytes a submission may write to its temporary folder."
    ).tag(config=True)
    processes = Integer(_DEFAULTS.processes, min=1, help="Limit: processes and threads of a submission.").tag(
        config=True
    )
    restarts = Integer(
        _DEFAULTS.restarts, min=0, help="Limit: how often the student's process is started again after it died."
    ).tag(config=True)

    @property
    def worker_count(self) -> int:
        """How many submissions to grade at the same time: the option, or the cores this process may use."""
        return self.workers or len(os.sched_getaffinity(0))

    @property
    def limits(self) -> Limits:
        """The limits of one submission."""
        return Limits(**{limit.name: getattr(self, limit.name) for limit in fields(Limits)})


def configured(**overrides: Any) -> Autograder:
    """Return the options as the course in this folder sets them in its nbgrader_config.py."""
    config = Config()
    if Path("nbgrader_config.py").exists():
        config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
    return Autograder(config=config, **overrides)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``autograder options``."""
    parser = commands.add_parser("options", help="say every option of the autograder and its default")
    parser.set_defaults(run=lambda arguments: print(Autograder.class_get_help()) or 0)
