"""The process that makes processes: imports once, computes nothing, forks on request. Started by `processes.py`.

It knows no submission, no test and no gradebook: a respondent is a copy of its memory.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import traceback
from dataclasses import replace
from typing import Any

from autograder import sandbox
from autograder.keeper import Keeper
from autograder.model import Limits

LIBRARY_BYTES = 6 * 2**30
"""what a process that starts cold may take for the libraries it imports: with CUDA, PyTorch and TensorFlow map 5 GiB"""


def main() -> None:
    """Build the house, import, then fork until the other end closes."""
    connection = socket.socket(fileno=int(sys.argv[1]))
    settings = json.loads(connection.recv(2**20))
    try:
        rung = next(rung for rung in sandbox.RUNGS if rung.name == settings["rung"])
        sandbox.enter_house(rung)
        limits = Limits(**settings["limits"])
        if not settings["warm"]:
            limits = replace(limits, memory_bytes=limits.memory_bytes + LIBRARY_BYTES)
        keeper = None if rung is sandbox.NAMESPACES else Keeper()
        rooms = sandbox.Rooms(rung, limits)
        failed = warm_up(settings["modules"]) if settings["warm"] else {}
    except BaseException as error:
        traceback.print_exc()
        connection.send(json.dumps({"error": f"{type(error).__name__}: {error}"[:2000]}).encode())
        raise SystemExit(1) from None
    threads = len(os.listdir("/proc/self/task"))
    connection.send(json.dumps({"ready": True, "failed": failed, "threads": threads}).encode())
    serve(connection, rooms, keeper)
    os._exit(0)  # nothing here needs an orderly end, and it would take a second with large libraries


def warm_up(modules: list[str]) -> dict[str, str]:
    """Import modules in order, make the shell, freeze the heap; return what could not be imported, with the reason."""
    failed = {}
    for name in modules:
        try:
            importlib.import_module(name)
        except BaseException as error:  # a module of the list may be a part that only its parent can import
            failed[name] = f"{type(error).__name__}: {error}"[:200]
    from autograder import shell

    for role in ("examiner", "respondent"):  # both are ready before the fork
        importlib.import_module(f"autograder.{role}")
    shell.one_thread()
    shell.get_shell()
    gc.collect()
    gc.freeze()
    return failed


def serve(connection: socket.socket, rooms: sandbox.Rooms, keeper: Keeper | None) -> None:
    """Answer requests: ``start`` with the child's sockets attached, ``kill``; report each child's end.

    keeper: where children do not end with this process by themselves
    """
    children: dict[int, tuple[int, int, str]] = {}  # pidfd -> id, pid, folder
    poller = select.poll()
    poller.register(connection, select.POLLIN)
    while True:
        for descriptor, _ in poller.poll():
            if descriptor == connection.fileno():
                message, descriptors, _, _ = socket.recv_fds(connection, 2**16, 8)
                if not message:
                    for _, pid, folder in children.values():
                        end(pid, folder, rooms, keeper)
                    return
                request = json.loads(message)
                if request["op"] == "start":
                    started = start(connection, rooms, request, descriptors)
                    for passed in descriptors:
                        os.close(passed)
                    if started:
                        children[started[0]] = (request["id"], started[1], started[2])
                        if keeper:
                            keeper.started(started[1], started[2])
                        poller.register(started[0], select.POLLIN)
                else:
                    for known, pid, _ in children.values():
                        if known == request["id"]:
                            kill(pid, rooms)
            else:
                poller.unregister(descriptor)
                number, pid, folder = children.pop(descriptor)
                os.close(descriptor)
                status, usage = end(pid, folder, rooms, keeper)
                report = {
                    "id": number,
                    "code": os.waitstatus_to_exitcode(status),
                    "cpu": usage.ru_utime + usage.ru_stime,
                    "rss": usage.ru_maxrss * 1024,
                }
                connection.send(json.dumps(report).encode())


def end(pid: int, folder: str, rooms: sandbox.Rooms, keeper: Keeper | None) -> tuple[int, resource.struct_rusage]:
    """Kill a child and what it started, remove its folder; return its wait status and what it used."""
    kill(pid, rooms)
    if keeper:  # in namespaces its folder ended with it
        shutil.rmtree(folder, ignore_errors=True)
        keeper.ended(pid)
    _, status, usage = os.wait4(pid, 0)
    return status, usage


def kill(pid: int, rooms: sandbox.Rooms) -> None:
    """Kill a child and all that it started."""
    try:
        if rooms.rung is sandbox.NAMESPACES:
            os.kill(pid, signal.SIGKILL)
        else:
            sandbox.kill_group(pid)
    except (ProcessLookupError, PermissionError):
        pass


def start(
    connection: socket.socket, rooms: sandbox.Rooms, request: dict[str, Any], descriptors: list[int]
) -> tuple[int, int, str] | None:
    """Fork one child; return its pidfd, pid and folder, or report that it could not be made."""
    folder = ""
    try:
        folder = rooms.folder()
        rooms.before_fork()
        pid = os.fork()
        if pid:
            rooms.after_fork()
    except (OSError, sandbox.SandboxError) as error:
        if folder and rooms.rung is not sandbox.NAMESPACES:
            shutil.rmtree(folder, ignore_errors=True)
        report = {"id": request["id"], "code": -1, "cpu": 0.0, "rss": 0, "error": str(error)}
        connection.send(json.dumps(report).encode())
        return None
    if pid == 0:
        code = 1
        try:
            code = child(rooms, folder, request["role"], descriptors)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.pidfd_open(pid), pid, folder


def child(rooms: sandbox.Rooms, folder: str, role: str, descriptors: list[int]) -> int:
    """Become the respondent or the examiner, behind closed doors."""
    signal.set_wakeup_fd(-1)
    kept = [os.dup2(passed, 500 + place) for place, passed in enumerate(descriptors)]
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(null, standard)
    keep = set(kept) | ({rooms.own_pid_namespace} if rooms.own_pid_namespace >= 0 else set())
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) not in keep:
            try:
                os.close(int(name))
            except OSError:
                continue
    low = [os.dup(passed) for passed in kept]
    for passed in kept:
        os.close(passed)
    rooms.close_around(folder)
    module = importlib.import_module(f"autograder.{role}")
    module.main(*(socket.socket(fileno=passed) for passed in low))
    return 0


if __name__ == "__main__":
    main()
