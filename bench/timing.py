"""Time commands, say on what machine, and print tables."""

from __future__ import annotations

import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    """What a command and all its descendants took."""

    wall: float
    """seconds from start to end"""
    cpu: float
    """CPU seconds, user and system, of the command and of every descendant that was waited for"""
    peak: float
    """MB of memory of the largest single process"""

    def busy(self) -> float:
        """Share of this machine's cores that was used."""
        return self.cpu / self.wall / (os.cpu_count() or 1)


def measure(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Usage:
    """Run a command, return what it took; raise RuntimeError with its last lines when it fails."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        if process.returncode:
            last = output.read().decode(errors="replace")[-3000:]
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{last}")
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> float:
    """Run a command, return its wall-clock seconds."""
    return measure(command, folder, environment).wall


def machine() -> str:
    """One line on the machine: cores, memory, load, kernel, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, load {load}, "
        f"{platform.system()} {platform.release().split('-')[0]}, Python {platform.python_version()}"
    )


def table(*columns: str) -> None:
    """Print the head of a table."""
    row(*columns)
    row(*("---" for _ in columns))


def row(*values: str) -> None:
    """Print one row of a table, at once."""
    print("|", " | ".join(values), "|", flush=True)
