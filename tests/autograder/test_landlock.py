"""The second rung, where the kernel gives no namespaces: other processes and files of the same user are there, and safe."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder import sandbox
from autograder.channel import Channel
from autograder.codec import decode, encode
from autograder.model import Limits
from autograder.processes import ProcessServer

LIMITS = Limits(memory_bytes=2**29, file_bytes=2**24, cpu_seconds=20)
AS_ORDINARY = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]

here = pytest.mark.skipif(os.getuid() == 0, reason="root cannot be this rung's user; see the last test")


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("unshare"), reason="root, to become an ordinary user")
def test_all_of_this_as_an_ordinary_user(tmp_path):
    if subprocess.run([*AS_ORDINARY, "true"], capture_output=True).returncode:
        pytest.skip("no user namespaces here, so root cannot become an ordinary user with the same files")
    tests = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={tmp_path}/inner", __file__]
    done = subprocess.run(
        [*AS_ORDINARY, *tests], capture_output=True, text=True, env={**os.environ, "HOME": str(tmp_path)}
    )
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.fixture(scope="module")
def server():
    try:
        rung = sandbox.choose_rung("landlock")
    except sandbox.SandboxError as error:
        pytest.skip(f"no Landlock here: {error}")
    with ProcessServer(["numpy"], LIMITS, rung=rung) as made:
        yield made


@pytest.fixture
def run(server):
    """Run code in a respondent and return what it left in the name ``seen``."""
    ours, theirs = socket.socketpair()
    child = server.start("respondent", [theirs])
    theirs.close()
    channel = Channel(ours)

    def run(code: str):
        channel.send(encode(("cell", "c", code, 0)))
        reply = decode(channel.receive(20), lambda parts: parts)
        assert reply[1][0] == "ok", reply
        channel.send(encode(("get", "seen")))
        return decode(channel.receive(20), lambda parts: parts)[1]

    yield run
    child.kill()
    ours.close()


@pytest.fixture
def victim():
    """Another process of the same user."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


CALL = "import ctypes, os, struct, fcntl, signal\nlibc = ctypes.CDLL(None, use_errno=True)\n"


@here
@pytest.mark.parametrize(
    "code",
    [
        "os.kill({pid}, 9)",
        "os.killpg({pid}, 9)",
        "libc.syscall(200, {pid}, 9)",  # tkill
        "libc.syscall(234, {pid}, {pid}, 9)",  # tgkill
        "libc.syscall(129, {pid}, 9, struct.pack('3i29i', 9, 0, -2, *[0] * 29))",  # rt_sigqueueinfo
        "libc.syscall(297, {pid}, {pid}, 9, struct.pack('3i29i', 9, 0, -2, *[0] * 29))",  # rt_tgsigqueueinfo
        "libc.syscall(424, libc.syscall(434, {pid}, 0), 9, 0, 0)",  # pidfd_send_signal
        # a signal of one's own choosing to the owner of a pipe that becomes readable
        "r, w = os.pipe(); fcntl.fcntl(r, fcntl.F_SETOWN, {pid}); fcntl.fcntl(r, 10, 9); "
        "fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC); os.write(w, b'x')",
        "r, w = os.pipe(); fcntl.fcntl(r, 15, struct.pack('ii', 1, {pid})); fcntl.fcntl(r, 10, 9); "
        "fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC); os.write(w, b'x')",
        "r, w = os.pipe(); fcntl.ioctl(r, 0x8901, struct.pack('i', {pid})); fcntl.fcntl(r, 10, 9); "
        "fcntl.fcntl(r, fcntl.F_SETFL, os.O_ASYNC); os.write(w, b'x')",
        "libc.ptrace(16, {pid}, 0, 0)",
    ],
)
def test_no_signal_reaches_another_process(run, victim, code):
    run(CALL + "try:\n    " + code.format(pid=victim.pid) + "\nexcept OSError:\n    pass\nseen = 1")
    time.sleep(0.2)
    assert victim.poll() is None


@here
@pytest.mark.parametrize(
    "code",
    [
        "os.setpriority(os.PRIO_PROCESS, {pid}, 15)",
        "os.sched_setscheduler({pid}, os.SCHED_IDLE, os.sched_param(0))",
        "os.sched_setaffinity({pid}, {{0}})",
        "libc.syscall(251, 1, {pid}, 3 << 13)",  # ioprio_set: idle
        "libc.prlimit({pid}, 0, struct.pack('QQ', 1, 1), None)",
    ],
)
def test_no_other_process_is_slowed_or_limited(run, victim, code):
    def state():
        words = Path(f"/proc/{victim.pid}/stat").read_text().rsplit(")", 1)[1].split()
        affinity = os.sched_getaffinity(victim.pid)
        limits = Path(f"/proc/{victim.pid}/limits").read_text()
        io = subprocess.run(["ionice", "-p", str(victim.pid)], capture_output=True).stdout
        return words[16], words[38], affinity, limits, io

    before = state()
    run(CALL + "try:\n    " + code.format(pid=victim.pid) + "\nexcept OSError:\n    pass\nseen = 1")
    assert state() == before


@here
def test_files_of_the_same_user_stay_as_they_are(run, tmp_path):
    file = tmp_path / "gradebook.db"
    file.write_text("SECRET")
    os.chmod(file, 0o640)
    before = file.stat()
    attempts = [
        "open({f!r}).read()", "open({f!r}, 'a')", "os.truncate({f!r}, 0)", "os.chmod({f!r}, 0o777)", "os.utime({f!r}, (1, 1))",
        "os.unlink({f!r})", "os.rename({f!r}, {f!r} + 'x')", "os.link({f!r}, 'x')", "os.chown({f!r}, -1, os.getgid())",
        "os.setxattr({f!r}, 'user.x', b'1')", "os.listdir({d!r})", "os.mkdir({d!r} + '/x')", "os.mkfifo({d!r} + '/x')",
        "os.symlink('/', {d!r} + '/x')", "os.chmod({d!r}, 0o777)", "os.lchown({f!r}, -1, os.getgid())",
        "os.chmod(os.__file__, 0o600)", "os.fchmod(os.open(os.__file__, os.O_RDONLY), 0o600)",
        "os.utime(os.open(os.__file__, os.O_RDONLY), (1, 1))",
    ]  # fmt: skip
    library = os.stat(os.__file__)
    for attempt in attempts:
        code = attempt.format(f=str(file), d=str(tmp_path))
        seen = run(f"import os\ntry:\n    seen = str({code})\nexcept OSError:\n    seen = ''")
        assert "SECRET" not in seen
        after = file.stat()
        assert (after.st_mode, after.st_size, after.st_mtime) == (before.st_mode, before.st_size, before.st_mtime), (
            attempt
        )
        assert [each.name for each in tmp_path.iterdir()] == ["gradebook.db"], attempt
        now = os.stat(os.__file__)
        assert (now.st_mode, now.st_mtime) == (library.st_mode, library.st_mtime), attempt


@here
def test_honest_code_may_copy_files_and_end_with_a_signal(run):
    code = "import shutil, os, tarfile, signal\nopen('a', 'w').write('x')\nshutil.copy('a', 'b')\nshutil.copy2('a', 'c')\nos.chmod('b', 0o600)\n"
    code += "with tarfile.open('t.tar', 'w') as t:\n    t.add('a')\nwith tarfile.open('t.tar') as t:\n    t.extractall('d', filter='data')\n"
    code += "seen = [open('c').read(), open('d/a').read(), os.fork and 1]"
    assert run(code) == ["x", "x", 1]


@here
@pytest.mark.parametrize("how", ["killed", "closed", "server killed", "both killed"])
def test_nothing_is_left_of_a_run_that_ends_in_the_middle(tmp_path, how):
    """A call sleeps while the run, or the process that makes the processes, goes away."""
    mark = f"orphan-{os.getpid()}-{time.monotonic_ns()}"
    script = f"""
import socket, sys, time, tempfile
from autograder import sandbox
from autograder.channel import Channel
from autograder.codec import encode
from autograder.model import Limits
from autograder.processes import ProcessServer
server = ProcessServer([], Limits(), rung=sandbox.LANDLOCK)
ours, theirs = socket.socketpair()
server.start("respondent", [theirs])
theirs.close()
Channel(ours).send(encode(("cell", "c", '''
import os, subprocess, sys, time
code = "import time; time.sleep(1000)"
subprocess.Popen([sys.executable, "-c", code, {mark!r}])
if os.fork() == 0:
    os.execv(sys.executable, [sys.executable, "-c", code, {mark!r}])
open("mark", "w").write({mark!r})
while True:
    time.sleep(1)
''', 0)))
time.sleep(3)
print(server._process.pid, flush=True)
{"server.close()" if how == "closed" else ""}
time.sleep(100)
"""
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    run = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=environment)
    pid = int(run.stdout.readline())
    if how in ("server killed", "both killed"):
        os.kill(pid, signal.SIGKILL)
    if how in ("killed", "both killed"):
        run.kill()
    time.sleep(2)
    left = [p for p in Path("/proc").glob("[0-9]*/cmdline") if mark in _read(p) and f"{run.pid}" != p.parts[2]]
    run.kill()
    run.wait()
    assert not left
    assert not Path(f"/proc/{pid}").exists()
    assert not [path for path in Path("/tmp").glob("autograder-*/mark") if mark in _read(path)]


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
