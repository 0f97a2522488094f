"""The built book, built here when it is missing or older than its sources. BOOK_HTML names pages built elsewhere."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without the slow tests, do not even import a file of them: its framework takes longer than most tests."""
    if config.option.markexpr != "not slow" or collection_path.suffix != ".py":
        return None
    return "\npytestmark = pytest.mark.slow" in collection_path.read_text(encoding="utf-8") or None


@pytest.fixture(scope="session")
def html() -> Path:
    """Return the folder of the built pages."""
    if elsewhere := os.environ.get("BOOK_HTML"):
        return Path(elsewhere)
    pages = ROOT / "_build" / "html"
    sources = [ROOT / "_config.yml", *(ROOT / "book").rglob("*"), *(ROOT / "exercises").rglob("*.ipynb")]
    newest = max(path.stat().st_mtime for path in sources if path.is_file() and "__pycache__" not in path.parts)
    index = pages / "index.html"
    if not index.exists() or index.stat().st_mtime < newest:
        done = subprocess.run(
            [Path(sys.executable).with_name("jupyter-book"), "build", "book"], cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
        index.touch()
    return pages


@pytest.fixture(scope="session")
def extension():
    """Return a function that loads one of the book's extensions by its name."""

    def load(name: str):
        pytest.importorskip("sphinx")
        spec = importlib.util.spec_from_file_location(name, ROOT / "book" / "_ext" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
