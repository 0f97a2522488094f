"""Which modules an assignment imports, found by a dry run of its reference solution; no hand-written list.

Importing is most of the cost of a cold start, and much of it is lazy (the first step of a PyTorch optimiser imports 800
modules), so the list is what stands in ``sys.modules`` after the whole reference was graded.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import sys
from pathlib import Path

from autograder import __version__
from autograder.masters import Master
from autograder.model import Limits, Step, Submission
from autograder.sandbox import Rung


def reference(master: Master, limits: Limits | None = None) -> Submission:
    """Return the reference solution as a submission."""
    steps = []
    for cell in master.cells:
        if cell.role == "setup":
            steps.append(Step(cell.id, "setup", cell.source))
        elif cell.role == "test":
            steps.append(Step(cell.id, "test", cell.source, cell.points, master.stand_ins(cell), cell.has_hidden_tests))
        elif cell.role in ("solution", "written") and cell.cell_type == "code":
            steps.append(Step(cell.id, "student", cell.source))
    return Submission(
        "reference",
        master.assignment,
        master.notebook,
        f"reference-{master.hash}",
        tuple(steps),
        files=master.data_files(),
        limits=limits or Limits(),
    )


def modules_of(master: Master, limits: Limits, rung: Rung, cache: Path | None = None) -> tuple[str, ...]:
    """Return the modules to import before forking, in the order in which the dry run imported them.

    cache: a folder; by default one below the user's cache folder. What is in it is only a list of names.
    """
    folder = cache or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "embedding-layer"
    versions = sorted(f"{d.name}=={d.version}" for d in importlib.metadata.distributions())
    basis = f"{__version__}\0{sys.version}\0{master.hash}\0{versions}"
    path = folder / f"modules-{hashlib.sha256(basis.encode()).hexdigest()[:32]}.json"
    try:
        found = json.loads(path.read_text())
        if isinstance(found, list) and all(isinstance(name, str) for name in found):
            return tuple(found)
    except (OSError, ValueError):
        pass
    names = dry_run(master, limits, rung)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(names))
        part.replace(path)
    except OSError:
        pass  # without a cache the next run makes the list again
    return names


def dry_run(master: Master, limits: Limits, rung: Rung) -> tuple[str, ...]:
    """Grade the reference once, cold, and return what it imported and can be imported by name."""
    from autograder.grading import imported_modules
    from autograder.processes import ProcessServer

    with ProcessServer((), limits, rung=rung, warm=False) as server:
        names = imported_modules(reference(master, limits), server)
    names = [name for name in names if name not in ("__main__", "sitecustomize") and not name.startswith("autograder.")]
    with ProcessServer(names, limits, rung=rung) as server:
        return tuple(name for name in names if name not in server.failed_modules)
