"""The last to leave: a small process that ends a server's children and their folders where no namespace does it.

It is forked before anything is imported, into a session of its own, and learns of each child through a pipe. When the
other end closes, however run and server ended, it kills what is left and removes its folders.
"""

from __future__ import annotations

import json
import os
import shutil
import signal

from autograder.sandbox import kill_group


class Keeper:
    """The server's end of it. Needs a single thread when it is made."""

    def __init__(self) -> None:
        reading, self._pipe = os.pipe()
        if os.fork() == 0:
            try:
                _keep(reading)
            finally:
                os._exit(0)
        os.close(reading)

    def started(self, pid: int, folder: str) -> None:
        """Tell it of a child, which leads a group of processes or is about to."""
        self._tell(pid, folder)

    def ended(self, pid: int) -> None:
        """Tell it that nothing is left of a child; before the server waits for it, while the number is its own."""
        self._tell(pid, None)

    def _tell(self, pid: int, folder: str | None) -> None:
        os.write(self._pipe, json.dumps([pid, folder]).encode() + b"\n")


def _keep(reading: int) -> None:
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in (2, reading):  # who waits for the end of the server's errors waits for this process, too
            try:
                os.close(int(name))
            except OSError:
                continue
    left: dict[int, str] = {}
    with os.fdopen(reading) as lines:
        for line in lines:
            pid, folder = json.loads(line)
            if folder is None:
                left.pop(pid, None)
            else:
                left[pid] = folder
    for pid, folder in left.items():
        kill_group(pid)
        shutil.rmtree(folder, ignore_errors=True)
