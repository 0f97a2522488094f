"""The walls around untrusted code, from what the kernel gives an ordinary user.

Two steps. The *house* is built once, around the server that makes processes, before it imports anything: namespaces of
its own and a root that holds only what is on a white list. The *room* is built around each child: a private writable
folder, no network, a private /proc, no capabilities, limits, Landlock, seccomp. Nothing depends on good manners.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import errno
import importlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.model import Limits

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 4096, 16384, 1 << 18
MNT_DETACH, AT_FDCWD, AT_RECURSIVE = 2, -100, 0x8000
SYS_PIVOT_ROOT, SYS_CAPSET, SYS_MOUNT_SETATTR = 155, 126, 442
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS, PR_CAPBSET_DROP = 1, 4, 38, 24
NOBODY = 65534
ROOM = "/room"
"""the one writable folder of a child, also its home; /tmp and /dev/shm are parts of it"""


class SandboxError(RuntimeError):
    """This machine lacks what the sandbox needs; the message says what, and what to do."""


@dataclass(frozen=True)
class Rung:
    """How strong the walls are."""

    name: str
    describes: str

    def __str__(self) -> str:
        return self.name


NAMESPACES = Rung("namespaces", "own root, processes, network and users; Landlock; seccomp; limits")
LANDLOCK = Rung("landlock", "files by Landlock, network and signals by seccomp, limits; other processes stay visible")
NONE = Rung("none", "limits only: student code can read and write whatever you can")
RUNGS = (NAMESPACES, LANDLOCK, NONE)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _check(result: int, what: str) -> None:
    if result < 0:
        code = ctypes.get_errno()
        raise SandboxError(f"{what}: {os.strerror(code)} ({errno.errorcode.get(code, code)})")


def unshare(flags: int) -> None:
    """Leave the namespaces named by flags for new ones."""
    _check(_libc().unshare(flags), "unshare")


def _mount(source: str, target: str, kind: str | None, flags: int, data: str | None = None) -> None:
    encoded = [part.encode() if part is not None else None for part in (source, target, kind)]
    _check(_libc().mount(*encoded, ctypes.c_ulong(flags), data.encode() if data else None), f"mount {target}")


class _MountAttributes(ctypes.Structure):
    _fields_ = (("set", ctypes.c_uint64), ("clear", ctypes.c_uint64),
                ("propagation", ctypes.c_uint64), ("userns", ctypes.c_uint64))  # fmt: skip


def _make_read_only(target: str) -> None:
    attributes = _MountAttributes(MS_RDONLY | MS_NOSUID, 0, 0, 0)
    result = _libc().syscall(
        SYS_MOUNT_SETATTR, AT_FDCWD, target.encode(), AT_RECURSIVE, ctypes.byref(attributes), ctypes.sizeof(attributes)
    )
    _check(result, f"read-only {target}")


def readable_paths() -> list[str]:
    """Return the white list: the interpreter, its packages, this package and its sibling, libraries of the system."""
    packages = Path(__file__).resolve().parent.parent
    wanted = [sys.prefix, sys.base_prefix, sys.exec_prefix]
    if str(packages) in {str(Path(path).resolve()) for path in sys.path if path.endswith("-packages")}:
        wanted.append(str(packages))
    wanted += [str(packages / "autograder"), str(packages / "embedding_course")]
    system = ["/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/libexec", "/usr/share"]
    system += ["/usr/local/lib", "/bin", "/sbin", "/lib", "/lib64", "/lib32", "/etc/ld.so.cache", "/etc/ld.so.conf"]
    system += ["/etc/ld.so.conf.d", "/etc/localtime", "/etc/fonts", "/etc/alternatives", "/sys/devices/system/cpu"]
    paths = [path for path in system if os.path.lexists(path)]
    for path in wanted:
        if os.path.isdir(path) and path not in ("/", "/usr") and not any(_inside(path, other) for other in paths):
            paths.append(path)
    return paths


def _inside(path: str, folder: str) -> bool:
    return os.path.commonpath([path, folder]) == folder


def _bind(source: str, root: str, read_only: bool = True) -> None:
    target = root + source
    if os.path.islink(source):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if not os.path.lexists(target):
            os.symlink(os.readlink(source), target)
        return
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        Path(target).touch()
    _mount(source, target, None, MS_BIND | MS_REC)
    if read_only:
        _make_read_only(target)


def _build_root(root: str) -> None:
    """Fill an empty tmpfs with the white list, a few devices and the host's /proc (covered later), and move into it."""
    for path in readable_paths():
        _bind(path, root)
    for device in ("null", "zero", "full", "random", "urandom"):
        _bind(f"/dev/{device}", root, read_only=False)
    for folder in ("proc", "tmp", "dev/shm", ROOM.strip("/"), "etc", "old"):
        os.makedirs(f"{root}/{folder}", exist_ok=True)
    os.chmod(f"{root}/tmp", 0o1777)  # the server's own; each child covers it with a folder of its own
    Path(f"{root}/etc/passwd").write_text(f"student:x:{NOBODY}:{NOBODY}::{ROOM}:/bin/sh\n")
    Path(f"{root}/etc/group").write_text(f"student:x:{NOBODY}:\n")
    Path(f"{root}/etc/hosts").write_text("127.0.0.1 localhost\n")
    for link, target in (("fd", "/proc/self/fd"), ("stdin", "/proc/self/fd/0"), ("stdout", "/proc/self/fd/1")):
        os.symlink(target, f"{root}/dev/{link}")
    _mount("/proc", f"{root}/proc", None, MS_BIND | MS_REC)
    _check(_libc().syscall(SYS_PIVOT_ROOT, root.encode(), f"{root}/old".encode()), "pivot_root")
    os.chdir("/")
    _check(_libc().umount2(b"/old", MNT_DETACH), "umount /old")
    os.rmdir("/old")


def _map_user(uid: int, gid: int) -> None:
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{uid} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{gid} {gid} 1")


def _private_tmpfs_root() -> str:
    _mount("none", "/", None, MS_REC | MS_PRIVATE)
    # the folder that is covered here must not hold what is bound from it next: the course may lie in any of these
    places = ("/mnt", "/media", "/srv", "/opt", "/var/tmp", "/run", "/tmp", "/home")
    free = [
        each for each in places if os.path.isdir(each) and not any(_inside(path, each) for path in readable_paths())
    ]
    if not free:
        raise SandboxError(f"no folder is free to build the sandbox in; one of {', '.join(places)} must exist")
    root = free[0]
    _mount("tmpfs", root, "tmpfs", MS_NOSUID, "mode=755,size=16m")
    # a mount point of its own below, since pivot_root wants one whose parent is not shared
    inner = f"{root}/root"
    os.mkdir(inner)
    _mount("tmpfs", inner, "tmpfs", MS_NOSUID, "mode=755,size=16m")
    return inner


def _give_up_root() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    _libc().prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    for path in (sys.executable, __file__, os.__file__):
        if not os.access(path, os.R_OK):
            raise SandboxError(f"started as root, but {path} cannot be read by anybody else: grade as an ordinary user")


def enter_house(rung: Rung) -> None:
    """Build the house around this process; needs a single thread, and returns in a new process, the house's first.

    The process that called waits for it and ends with it.
    """
    uid, gid = os.getuid(), os.getgid()
    if rung is LANDLOCK and uid == 0:
        _give_up_root()
    if rung is not NAMESPACES:
        return  # it outlives its caller for a moment, to end its children
    _libc().prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if uid == 0:
        # real root builds the root, then gives itself up: what follows is an ordinary user's work
        unshare(CLONE_NEWNS)
        _build_root(_private_tmpfs_root())
        _give_up_root()
        unshare(CLONE_NEWUSER)
        _map_user(NOBODY, NOBODY)
        unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
        _mount("none", "/", None, MS_REC | MS_PRIVATE)
    else:
        unshare(CLONE_NEWUSER)
        _map_user(uid, gid)
        unshare(CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
        _build_root(_private_tmpfs_root())
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    _libc().prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)
    _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


class Rooms:
    """What the server prepares once, so that closing the room around a child is quick."""

    def __init__(self, rung: Rung, limits: Limits):
        self.rung, self.limits = rung, limits
        self.own_pid_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY) if rung is NAMESPACES else -1
        self.filter = None if rung is NONE else _seccomp_filter(rung)
        self.server = os.getpid()
        self.readable = readable_paths()
        if rung is not NONE:
            importlib.import_module("landlock")  # here once, not in every child

    def before_fork(self) -> None:
        """Let the next child be the first process of a namespace of its own."""
        if self.rung is NAMESPACES:
            unshare(CLONE_NEWPID)

    def after_fork(self) -> None:
        """Bring the server back, so that it can do so again."""
        if self.rung is NAMESPACES:
            _check(_libc().setns(self.own_pid_namespace, CLONE_NEWPID), "setns")

    def folder(self) -> str:
        """Return the writable folder of the next child, made here where the child cannot make it itself."""
        return ROOM if self.rung is NAMESPACES else tempfile.mkdtemp(prefix="autograder-")

    def close_around(self, folder: str) -> None:
        """Shut this child in: after this it can use only its folder and what is on the white list."""
        libc, limits = _libc(), self.limits
        os.setsid()
        if self.rung is NAMESPACES:
            os.close(self.own_pid_namespace)
            unshare(CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS)
            _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
            _mount("tmpfs", ROOM, "tmpfs", MS_NOSUID | MS_NODEV, f"mode=755,size={limits.file_bytes},nr_inodes=20000")
            for inside, outside in (("tmp", "/tmp"), ("shm", "/dev/shm")):
                os.mkdir(f"{ROOM}/{inside}")
                _cover(outside, f"{ROOM}/{inside}", self.readable)
            uid, gid = os.getuid(), os.getgid()
            unshare(CLONE_NEWUSER)
            _map_user(uid, gid)
        else:
            libc.prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)
            if os.getppid() != self.server:
                raise SandboxError("the server ended before this process could end with it")
            os.mkdir(f"{folder}/tmp")
        _set_environment(folder)
        _set_limits(limits)
        if self.rung is not NONE:
            for capability in range(64):
                libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
            header, empty = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
            _check(libc.syscall(SYS_CAPSET, header, empty), "capset")
            ctypes.set_errno(0)  # capabilities that this kernel lacks left an error that others would take for theirs
            _check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
            _restrict_files(folder, self.rung, self.readable)
            _load_filter(libc, self.filter or b"")


def _cover(outside: str, own: str, readable: list[str]) -> None:
    """Put a folder of the room over a shared one; what is on the white list below it stays in reach."""
    kept = [(path, os.open(path, os.O_PATH)) for path in readable if _inside(path, outside)]
    _mount(own, outside, None, MS_BIND)
    for path, descriptor in kept:
        os.makedirs(path)
        _mount(f"/proc/self/fd/{descriptor}", path, None, MS_BIND | MS_REC)
        os.close(descriptor)


def _set_environment(folder: str) -> None:
    os.chdir(folder)
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        os.environ[name] = folder
    for name in ("JUPYTER_RUNTIME_DIR", "KERAS_HOME", "TORCH_HOME", "TORCHINDUCTOR_CACHE_DIR"):
        os.environ[name] = f"{folder}/tmp"
    os.environ["TMPDIR"] = tempfile.tempdir = f"{folder}/tmp"


def _set_limits(limits: Limits) -> None:
    with open("/proc/self/statm") as file:
        used = int(file.read().split()[0]) * resource.getpagesize()
    cpu = max(1, int(limits.cpu_seconds))
    for name, soft, hard in (
        (resource.RLIMIT_CPU, cpu, cpu + 1),
        (resource.RLIMIT_AS, used + limits.memory_bytes, used + limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes),
        (resource.RLIMIT_NOFILE, 256, 256),
        (resource.RLIMIT_NPROC, limits.processes, limits.processes),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_MEMLOCK, 0, 0),
        (resource.RLIMIT_MSGQUEUE, 0, 0),
    ):
        resource.setrlimit(name, (soft, hard))


def _restrict_files(folder: str, rung: Rung, readable: list[str]) -> None:
    """Landlock: read the white list, write the folder, nothing else."""
    from landlock import FSAccess, Ruleset

    read = FSAccess.READ_FILE | FSAccess.READ_DIR | FSAccess.EXECUTE
    rules = Ruleset()
    for path in [
        *readable,
        *(["/proc"] if rung is NAMESPACES else ["/proc/self", "/proc/cpuinfo", "/proc/meminfo"]),
    ]:
        if os.path.exists(path):
            rules.allow(path, rules=read if os.path.isdir(path) else FSAccess.READ_FILE)
    for path in ("/etc/passwd", "/etc/group", "/etc/hosts"):
        rules.allow(path, rules=FSAccess.READ_FILE)
    for device in ("null", "zero", "full", "random", "urandom"):
        rules.allow(f"/dev/{device}", rules=FSAccess.READ_FILE | FSAccess.WRITE_FILE)
    rules.allow(folder)
    if rung is NAMESPACES:
        rules.allow("/tmp")
        rules.allow("/dev/shm")
    rules.apply()


# what no honest notebook needs: other processes' memory, mounts, namespaces, kernel interfaces with a history of holes
_DENIED = """
ptrace process_vm_readv process_vm_writev process_madvise kcmp pidfd_getfd pidfd_open mount umount2 pivot_root
chroot setns unshare move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr bpf perf_event_open
keyctl add_key request_key io_uring_setup io_uring_enter io_uring_register userfaultfd personality acct swapon
swapoff reboot kexec_load kexec_file_load init_module finit_module delete_module quotactl syslog sethostname
setdomainname settimeofday clock_settime adjtimex clock_adjtime iopl ioperm lookup_dcookie name_to_handle_at
open_by_handle_at nfsservctl vhangup fanotify_init setuid setgid setresuid setresgid setreuid setregid
setgroups setfsuid setfsgid capset memfd_secret shmget shmat msgget semget mq_open
""".split()  # noqa: SIM905 - a list of eighty names reads best as words


# where other processes and files of the same user are there: the tree stays one group, and reaches nothing outside it
_DENIED_AMONG_OTHERS = """
setsid setpgid kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal prlimit64 setpriority ioprio_set
sched_setaffinity sched_setscheduler sched_setparam sched_setattr migrate_pages move_pages truncate
""".split()  # noqa: SIM905
# Landlock has no say in these, and honest code that copies a file makes them: they succeed and change nothing
_WITHOUT_EFFECT = """
chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat setxattr lsetxattr
fsetxattr removexattr lremovexattr fremovexattr
""".split()  # noqa: SIM905


def _refuse(rules: Any, action: Any, name: str) -> None:
    with suppress(OSError, ValueError):  # a call that this kernel or library does not know cannot be made
        rules.add_rule(action, name)


def _seccomp_filter(rung: Rung) -> bytes:
    """Compile the filter once; a child only loads it."""
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    refuse = seccomp.ERRNO(errno.EPERM)
    for name in _DENIED:
        _refuse(rules, refuse, name)
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")  # libc then uses clone, whose flags can be looked at
    for flag in (CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, 0x02000000):
        rules.add_rule(refuse, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, flag, flag))
    for family in range(1, 46):
        # in the strongest rung there is no network to reach, but no need for sockets of rare kinds either
        if rung is not NAMESPACES or family not in (1, 2, 10):
            rules.add_rule(refuse, "socket", seccomp.Arg(0, seccomp.EQ, family))
    rules.add_rule(
        refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, 0x5412)
    )  # TIOCSTI types into a terminal
    if rung is not NAMESPACES:
        for name in _DENIED_AMONG_OTHERS:
            _refuse(rules, refuse, name)
        # a descriptor sends its owner, any process of the same user, a signal of one's own choosing
        for command in (8, 10, 15):  # F_SETOWN, F_SETSIG, F_SETOWN_EX
            rules.add_rule(refuse, "fcntl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, command))
        for request in (0x8901, 0x8902):  # FIOSETOWN, SIOCSPGRP
            rules.add_rule(refuse, "ioctl", seccomp.Arg(1, seccomp.MASKED_EQ, 0xFFFFFFFF, request))
        rules.add_rule(refuse, "prctl", seccomp.Arg(0, seccomp.MASKED_EQ, 0xFFFFFFFF, PR_SET_PDEATHSIG))
        for name in _WITHOUT_EFFECT:
            _refuse(rules, seccomp.ERRNO(0), name)
    with os.fdopen(os.memfd_create("filter"), "w+b") as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


class _FilterProgram(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _load_filter(libc: ctypes.CDLL, program: bytes) -> None:
    header = _FilterProgram(len(program) // 8, program)
    _check(libc.prctl(22, 2, ctypes.byref(header), 0, 0), "seccomp")


def kill_group(pid: int) -> None:
    """Kill a child of a rung without namespaces, and all that it started."""
    for end in (os.killpg, os.kill):  # it may not have made its group yet
        with suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)


def _works(rung: Rung) -> str:
    """Try a rung in an interpreter of its own, for this one may have threads; return "" when it holds, else why not."""
    command = [sys.executable, "-s", "-P", "-m", "autograder.sandbox", rung.name]
    try:
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{error}"
    answer = done.stdout.decode(errors="replace")
    return "" if answer == "ok" else (answer or done.stderr.decode(errors="replace")[-400:] or "the trial process died")


def _try(rung: Rung) -> None:
    """Build the house and a room as for a submission; write "ok" from inside, or what went wrong."""
    try:
        enter_house(rung)
        rooms = Rooms(rung, Limits())
        rooms.before_fork()
        folder = rooms.folder()
        inner = os.fork()
        if inner == 0:
            rooms.close_around(folder)
            os.write(1, b"ok")
            os._exit(0)
        os.waitpid(inner, 0)
        if rung is not NAMESPACES:
            shutil.rmtree(folder, ignore_errors=True)
    except BaseException as error:
        os.write(1, f"{error}".encode()[:400] or b"it failed")
    os._exit(0)


def probe() -> Iterator[tuple[Rung, str]]:
    """Try each rung on this machine, strongest first; yield it with "" or the reason why it is not to be had."""
    for rung in (NAMESPACES, LANDLOCK):
        if sys.platform != "linux":
            yield rung, f"needs Linux, this is {sys.platform}"
        else:
            yield rung, _works(rung)


def choose_rung(wanted: str = "auto") -> Rung:
    """Return the strongest rung that works, or the one named; raise SandboxError where there is none."""
    if wanted == "none":
        return NONE
    reasons = []
    for rung, reason in probe():
        if wanted in ("auto", rung.name):
            if not reason:
                return rung
            reasons.append(f"{rung}: {reason}")
    if wanted not in ("auto", *(rung.name for rung in RUNGS)):
        raise SandboxError(f"no rung is called {wanted!r}; choose auto, namespaces, landlock or none")
    raise SandboxError(
        "this machine offers no sandbox, so untrusted code is not run.\n  "
        + "\n  ".join(reasons)
        + "\nGrade on Linux 5.13 or newer, or in a container on it (docker run --security-opt seccomp=unconfined "
        "--security-opt apparmor=unconfined ...; the sandbox is built inside). "
        "Code you trust can be graded without one: --Autograder.sandbox=none"
    )


if __name__ == "__main__":
    _try(next(rung for rung in RUNGS if rung.name == sys.argv[1]))
