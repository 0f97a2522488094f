"""The pins, the packages and the targets of the project hold together."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LOCK = {
    requirement.name.lower().replace("_", "-"): requirement
    for requirement in map(
        Requirement,
        [line for line in (ROOT / "requirements.lock").read_text().splitlines() if line and not line.startswith("#")],
    )
}


def version(name: str) -> str:
    (pin,) = LOCK[name].specifier
    assert pin.operator == "=="
    return pin.version


def test_every_requirement_is_pinned_to_a_version_within_its_range():
    groups = {"": PROJECT["dependencies"], **PROJECT["optional-dependencies"]}
    for group, requirements in groups.items():
        for requirement in map(Requirement, requirements):
            name = requirement.name.lower().replace("_", "-")
            if name not in LOCK:
                assert group == "imdb", f"{name} is not in requirements.lock"
                continue
            assert requirement.specifier.contains(version(name), prereleases=True), name


def test_the_lock_has_exact_versions_and_names_no_place():
    text = (ROOT / "requirements.lock").read_text()
    assert not re.search(r"https?://|file:|@ ", text)
    assert all(len(requirement.specifier) == 1 for requirement in LOCK.values())
    assert version("jupyter-book").startswith("1.")


def test_the_installed_versions_are_those_of_the_lock():
    from importlib.metadata import version as installed

    for name in ("numpy", "torch", "tensorflow", "keras", "nbgrader", "jupyter-book", "scikit-learn"):
        assert installed(name).split("+")[0] == version(name)


def test_conda_takes_its_pins_from_the_lock():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert "-r requirements.lock" in pip
    assert not [entry for entry in pip if "==" in entry]


def test_one_range_of_pythons_is_stated_everywhere():
    supported = SpecifierSet(PROJECT["requires-python"])
    minors = [minor for minor in range(30) if f"3.{minor}" in supported]
    low, high = minors[0], minors[-1]
    installer = (ROOT / "install.sh").read_text()
    assert f"(3, {low}) <= sys.version_info[:2] <= (3, {high})" in installer
    words = ", ".join(f"3.{minor}" for minor in minors[:-1]) + f" or 3.{high}"
    assert installer.count(words) == 2, words
    assert all(f"python3.{minor}" in installer for minor in minors)
    assert f"Python 3.{low} to 3.{high}" in (ROOT / "README.md").read_text()
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())["jobs"]
    assert jobs["course"]["strategy"]["matrix"]["python"] == [f"3.{minor}" for minor in minors]
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    (python,) = [entry for entry in conda if isinstance(entry, str) and entry.startswith("python=")]
    assert python.removeprefix("python=") in supported
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]
    assert (settings["ruff"]["target-version"], settings["mypy"]["python_version"]) == (f"py3{low}", f"3.{low}")


def test_continuous_integration_runs_the_same_targets():
    for path in (".ci/run", ".github/workflows/ci.yml"):
        text = (ROOT / path).read_text()
        for target in ("make course", "make check", "make test"):
            assert target in text, (path, target)
    yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())


def test_every_target_of_the_readme_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    assert set(re.findall(r"`?make ([a-z-]+)", (ROOT / "README.md").read_text())) <= targets


def tracked() -> list[Path]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_nothing_that_is_made_at_run_time_is_tracked():
    names = [path.relative_to(ROOT).parts[0] for path in tracked()]
    assert not {"classroom", "_build", ".venv"} & set(names)
    assert not [path for path in tracked() if path.match("solutions/*/*.ipynb")]


@pytest.fixture
def course(tmp_path) -> Path:
    """Return a folder with as much of the course as the set-up looks at."""
    for name in ("install.sh", "requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "install.sh").chmod(0o755)
    return tmp_path


def install(course: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["./install.sh"], cwd=course, env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )


def fake_python(course: Path, body: str) -> str:
    path = course / "fake-python"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


class TestSetUpSaysWhatToDo:
    """One clear line for each thing that can be missing."""

    def test_a_wrong_python(self, course):
        old = fake_python(course, 'case "$1" in --version) echo "Python 3.8.1";; *) exit 1;; esac')
        done = install(course, PYTHON=old)
        assert done.returncode != 0
        assert "is not Python 3.11, 3.12 or 3.13 (Python 3.8.1)" in done.stderr

    def test_no_venv_module(self, course):
        bare = fake_python(course, f'case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac')
        done = install(course, PYTHON=bare)
        assert done.returncode != 0
        assert "apt install python3-venv" in done.stderr

    def test_too_little_disk(self, course):
        done = install(course, PYTHON=sys.executable, NEEDED_GIB="9999999")
        assert done.returncode != 0
        assert "Make room" in done.stderr

    @pytest.mark.slow
    def test_pytorch_with_cuda_needs_more_disk(self, course):
        """Unless pip has another place to look; what is installed already needs no room."""
        bare = dict.fromkeys(("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS"), "")
        (course / "bin").mkdir()
        (course / "bin" / "df").write_text("#!/bin/sh\nprintf 'x\\nx 1 1 %s 1 /\\n' $((9 * 1048576))\n")
        (course / "bin" / "df").chmod(0o755)
        path = {"PATH": f"{course / 'bin'}:{os.environ['PATH']}", "PIP_CONFIG_FILE": os.devnull}
        done = install(course, PYTHON=sys.executable, **bare, **path)
        assert done.returncode != 0
        assert "needs 16 GiB of free disk here, found 9 GiB" in done.stderr
        assert "Or ask for PyTorch without CUDA" in done.stderr

    @pytest.mark.slow
    def test_no_network(self, course):
        nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_CACHE_DIR": "1", "PIP_RETRIES": "0"}
        nothing = {"PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull, "NEEDED_GIB": "1"}
        done = install(course, PYTHON=sys.executable, **nowhere, **nothing)
        assert done.returncode != 0
        assert "Check the network" in done.stderr

    def test_nothing_to_do_is_quick_and_quiet(self, course):
        (course / ".venv" / "bin").mkdir(parents=True)
        (course / ".venv" / "bin" / "python").symlink_to(sys.executable)
        text = (course / "requirements.lock").read_bytes() + (course / "pyproject.toml").read_bytes()
        stamp = subprocess.run(["cksum"], input=text, capture_output=True).stdout.decode().strip()
        (course / ".venv" / ".installed").write_text(stamp + "\n")
        done = install(course)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
def test_both_frameworks_work_in_one_process():
    """With Triton beside TensorFlow the first step of a PyTorch optimiser would crash the interpreter."""
    code = (
        "import keras, torch; w = torch.nn.Parameter(torch.ones(2)); w.sum().backward(); torch.optim.Adam([w]).step()"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-500:] or f"it ended with {done.returncode}: pip uninstall triton"
