"""The seam with nbgrader: what `nbgrader_config.py` switches on, and nothing else of nbgrader is changed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config

from autograder.masters import read_masters, write_notebook


def switch_on(config: Config) -> None:
    """Make nbgrader's commands and the formgrader work on this course, on a fresh clone too."""
    # nbgrader starts `alembic` as a command: it must be found where the environment was not activated
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    Path("classroom").mkdir(exist_ok=True)
    for master in read_masters(Path(config.CourseDirectory.source_directory)):
        write_notebook(master)
