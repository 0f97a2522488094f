"""What untrusted code can do behind closed doors, and what a warm server is. Children are real, the attacks are real."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder import grading, preload, sandbox
from autograder.channel import Channel
from autograder.codec import decode, encode
from autograder.masters import read_master
from autograder.model import Limits
from autograder.processes import ProcessServer

LIMITS = Limits(memory_bytes=2**29, file_bytes=2**24, cpu_seconds=20, processes=32)
CANARY = "canary-4711-of-the-conductor"


@pytest.fixture(scope="module")
def server():
    os.environ["CANARY"] = CANARY
    try:
        rung = sandbox.choose_rung("namespaces")
    except sandbox.SandboxError as error:
        pytest.skip(f"no namespaces here: {error}")
    with ProcessServer(["numpy"], LIMITS, rung=rung) as made:
        yield made
    del os.environ["CANARY"]


class Room:
    """One respondent, asked to run code."""

    def __init__(self, server):
        self.ours, theirs = socket.socketpair()
        self.child = server.start("respondent", [theirs])
        theirs.close()
        self.channel = Channel(self.ours)

    def run(self, code: str, seconds: float = 15):
        """Run a cell and return what it left in the name ``seen``; the error's text if it failed."""
        self.channel.send(encode(("cell", "c", code, 0)))
        reply = decode(self.channel.receive(seconds), lambda parts: parts)
        assert reply[0] == "ok", reply
        if reply[1][0] != "ok":
            return reply[1][1][2] or reply[1][1][0]
        self.channel.send(encode(("get", "seen")))
        return decode(self.channel.receive(seconds), lambda parts: parts)[1]


@pytest.fixture
def room(server):
    made = Room(server)
    yield made
    made.child.kill()
    made.ours.close()


def test_a_warm_server_has_one_thread_and_a_frozen_heap(server, room):
    assert server.threads == 1
    assert server.failed_modules == {}
    assert room.run("import gc; seen = gc.get_freeze_count()") > 10_000
    assert room.run("import sys; seen = 'numpy' in sys.modules and 'IPython' in sys.modules")


def test_nothing_of_the_conductor_is_in_the_room(room):
    assert room.run("import os, sys; seen = repr(dict(os.environ)) + repr(sys.argv)").count(CANARY) == 0
    assert (
        room.run("seen = open('/proc/self/environ', 'rb').read() + open('/proc/self/cmdline', 'rb').read()").count(
            b"canary"
        )
        == 0
    )
    descriptors = room.run(
        "import os; seen = [os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd') if os.path.lexists(f'/proc/self/fd/{n}')]"
    )
    assert sum(name.startswith("socket:") for name in descriptors) == 1


def test_only_its_own_process_is_visible(room):
    assert room.run("import os; seen = ([p for p in os.listdir('/proc') if p.isdigit()], os.getpid())") == (["1"], 1)


def test_the_project_and_the_home_are_not_there(room):
    root = str(Path(__file__).parents[2])
    hidden = [
        f"{root}/solutions",
        f"{root}/classroom",
        f"{root}/tests",
        f"{root}/nbgrader_config.py",
        f"{Path.home()}/.bashrc",
        "/etc/shadow",
    ]
    assert room.run(f"import os; seen = [os.path.exists(path) for path in {hidden!r}]") == [False] * len(hidden)


def test_only_the_room_can_be_written(room):
    code = "import os, pathlib\nseen = []\nfor root in ['/', '/usr/lib', '/etc', '/dev', '/proc/sys/kernel', {0!r}, {1!r}, '/room', '/tmp', '/dev/shm']:\n    try:\n        pathlib.Path(root, 'mark').write_text('x')\n        seen.append(root)\n    except OSError:\n        pass"
    package = str(Path(sandbox.__file__).parent)
    assert room.run(code.format(sys.prefix, package)) == ["/room", "/tmp", "/dev/shm"]


def test_two_rooms_share_nothing(server, room):
    room.run("seen = open('/tmp/mark', 'w').write('x')")
    other = Room(server)
    assert other.run("import os; seen = os.path.exists('/tmp/mark')") is False
    other.child.kill()


@pytest.mark.parametrize(
    "code",
    [
        "socket.create_connection(('127.0.0.1', 22), 1)",
        "socket.create_connection(('192.0.2.1', 80), 1)",
        "socket.socket(socket.AF_UNIX).connect('\\0anything')",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
        "os.setuid(0)",
        "os.kill(2, 9)",
        "os.chroot('/tmp')",
        "os.mknod('/tmp/device', 0o60600, os.makedev(8, 0))",
        "open('/proc/1/mem', 'rb').read(1) and open('/proc/sysrq-trigger', 'w')",
        "os.sched_setaffinity(0, {0}) or os.setpriority(os.PRIO_PROCESS, 0, -5)",
        "resource.setrlimit(resource.RLIMIT_NPROC, (1000, 1000))",
    ],
)
def test_refused(room, code):
    assert (
        room.run(
            f"import os, socket, resource\nseen = 'done'\ntry:\n    {code}\nexcept (OSError, ValueError):\n    seen = 'refused'"
        )
        == "refused"
    )


@pytest.mark.parametrize(
    "call",
    ["unshare(0x10000000)", "unshare(0x20000)", "mount(b'none', b'/tmp', b'tmpfs', 0, None)", "umount2(b'/proc', 2)",
     "ptrace(16, 1, 0, 0)", "setns(0, 0)", "syscall(425, 1, 0)", "syscall(321, 0, 0, 0)", "syscall(323, 0)"],
)  # fmt: skip
def test_system_calls_that_are_refused(room, call):
    assert room.run(f"import ctypes; seen = ctypes.CDLL(None).{call}") == -1


def test_memory_of_every_kind_is_bounded(room):
    assert "llocate" in str(room.run("import numpy as np; seen = int(np.ones(2**28).sum())"))
    assert "annot" in str(room.run("import mmap; m = mmap.mmap(-1, 2**31); seen = 1"))
    code = "import os\nwritten = 0\ntry:\n    for n in range(64):\n        with open(f'/dev/shm/f{n}', 'wb') as f:\n            written += f.write(bytes(2**20))\nexcept OSError:\n    pass\nseen = written"
    assert room.run(code) <= LIMITS.file_bytes


def test_a_fork_bomb_stays_small_and_dies_whole(room):
    code = "import os, time\ncount = 0\ntry:\n    for _ in range(200):\n        if os.fork() == 0:\n            time.sleep(1000)\n            os._exit(0)\n        count += 1\nexcept OSError:\n    pass\nseen = count"
    assert room.run(code) < LIMITS.processes
    room.child.kill()
    assert room.child.wait(10) is not None


def test_daemons_die_with_their_room(server, room):
    marker = f"daemon-{os.getpid()}-{time.monotonic_ns()}"
    code = f"import os, time, sys, subprocess\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(1000)', {marker!r}], start_new_session=True)\nseen = 1"
    assert room.run(code) == 1
    room.child.kill()
    room.child.wait(10)
    time.sleep(0.2)
    assert not [p for p in Path("/proc").glob("[0-9]*/cmdline") if marker in _read(p)]


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def test_libraries_that_a_cold_process_imports_itself_do_not_count_as_its_memory(server):
    """PyTorch with CUDA beside TensorFlow maps more than a submission may take, and could not be imported."""
    code = "import resource; seen = resource.getrlimit(resource.RLIMIT_AS)[0]"
    most = Room(server).run(code)
    with ProcessServer([], LIMITS, rung=server.rung, warm=False) as cold:
        assert Room(cold).run(code, seconds=60) > most + 4 * 2**30


def test_a_reference_that_cannot_be_run_stops_the_grading_and_leaves_no_list(server, monkeypatch, tmp_path):
    master = read_master(Path(__file__).parents[2] / "solutions" / "01-one-hot")
    monkeypatch.setattr(grading.Conductor, "run", lambda self: self.reasons.append("the examiner ended early"))
    with pytest.raises(sandbox.SandboxError, match="01-one-hot cannot be run here: the examiner ended early"):
        preload.modules_of(master, LIMITS, server.rung, cache=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_cpu_time_is_bounded():
    with ProcessServer([], Limits(cpu_seconds=2), rung=sandbox.choose_rung()) as server:
        made = Room(server)
        made.channel.send(encode(("cell", "c", "while True: pass", 0)))
        ended = made.child.wait(30)
        assert ended is not None
        assert "used up" in ended.reason
        assert ended.cpu_seconds >= 1.5


def test_a_crash_and_an_end_are_told_apart(server):
    for code, words in (("import os; os._exit(0)", "by itself"), ("import ctypes; ctypes.string_at(0)", "signal")):
        made = Room(server)
        made.channel.send(encode(("cell", "c", code, 0)))
        assert words in made.child.wait(10).reason


def test_closing_the_server_ends_everything():
    server = ProcessServer([], LIMITS, rung=sandbox.choose_rung())
    made = Room(server)
    server.close()
    assert made.child.wait(5) is not None
    assert not server.alive


def test_threads_subprocesses_and_files_work_for_honest_code(room):
    assert (
        room.run(
            "import subprocess, sys; seen = subprocess.run([sys.executable, '-c', 'print(6 * 7)'], capture_output=True, text=True).stdout"
        )
        == "42\n"
    )
    assert room.run(
        "import threading\nout = []\nt = threading.Thread(target=out.append, args=(1,)); t.start(); t.join(); seen = out"
    ) == [1]
    assert (
        room.run(
            "import tempfile\nwith tempfile.NamedTemporaryFile('w+') as f:\n    f.write('x')\n    f.seek(0)\n    seen = f.read()"
        )
        == "x"
    )


def test_an_unknown_rung_is_an_error_and_none_must_be_named():
    with pytest.raises(sandbox.SandboxError, match="no rung is called"):
        sandbox.choose_rung("strong")
    assert sandbox.choose_rung("none") is sandbox.NONE


def test_a_process_with_threads_can_look_for_a_sandbox_too(recwarn):
    """It never forks itself, which can lock up a child and is warned of from Python 3.12 on."""
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert len(list(sandbox.probe())) == 2
    finally:
        stop.set()
        other.join()
    assert not [each for each in recwarn if "fork" in str(each.message)]


def test_without_a_sandbox_nothing_runs(monkeypatch):
    monkeypatch.setattr(sandbox, "_works", lambda rung: "not here")
    with pytest.raises(sandbox.SandboxError, match="not run"):
        sandbox.choose_rung()


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0 or not shutil.which("setpriv"), reason="needs root, to become an ordinary user")
def test_an_ordinary_user_gets_the_same_rung(tmp_path):
    """As nobody, with the system's interpreter: both rungs are really tried."""
    code = "import json; from autograder import sandbox; print(json.dumps([[r.name, w] for r, w in sandbox.probe()]))"
    python = shutil.which("python3", path="/usr/bin") or ""
    new = "import sys; sys.exit(sys.version_info < (3, 11))"
    if not python or subprocess.run([python, "-c", new]).returncode:
        pytest.skip("the system has no Python 3.11 or newer that an ordinary user may run")
    copy = tmp_path / "site-packages"  # by its name it is on the white list
    shutil.copytree(Path(sandbox.__file__).parent, copy / "autograder")
    for name in ("landlock", "pyseccomp", "seccomp.py", "pyseccomp.py"):
        for path in Path(sys.prefix).glob(f"lib/python3*/site-packages/{name}"):
            shutil.copytree(path, copy / path.name) if path.is_dir() else shutil.copy(path, copy)
    for path in (tmp_path, *tmp_path.parents):
        if path != Path("/tmp"):
            os.chmod(path, 0o755) if path.is_relative_to("/tmp") else None
    done = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", python, "-c", code],
        env={"PYTHONPATH": str(copy), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, cwd="/",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert dict(json.loads(done.stdout)) == {"namespaces": "", "landlock": ""}
