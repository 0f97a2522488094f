"""IPython without a kernel: the shell in which both processes run their cells."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from autograder.source import is_plain

ITEM_SIZE = 100
"""characters that each output counts beside its text, so that a cap holds their number too"""

ANSWER_CAP = 2**20
"""size of the outputs that come with one answer of the student's process"""

MAX_WARNINGS = 50
"""warnings that come with one answer"""


class Outputs:
    """What one cell showed, in the form of a notebook's outputs, up to a cap on its size."""

    def __init__(self, cap: int):
        self.cap, self.size = cap, 0
        self._items: list[dict[str, Any]] = []
        self._pieces: list[str] = []
        """text of the last item, joined when it is asked for: many small prints stay cheap"""

    @property
    def items(self) -> list[dict[str, Any]]:
        """The outputs so far."""
        if self._pieces:
            self._items[-1]["text"] += "".join(self._pieces)
            self._pieces.clear()
        return self._items

    def add_text(self, name: str, text: str) -> None:
        """Append to stdout or stderr."""
        joined = bool(self._items) and self._items[-1].get("name") == name
        overhead = 0 if joined else ITEM_SIZE
        text = text[: max(0, self.cap - self.size - overhead)]
        if not text:
            return
        self.size += len(text) + overhead
        if joined:
            self._pieces.append(text)
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def add_data(self, kind: str, data: dict[str, Any]) -> None:
        """Append a displayed or resulting value."""
        plain = {str(key): value for key, value in data.items() if type(value) is str}
        size = sum(len(value) for value in plain.values())
        if size and self.size + size + ITEM_SIZE <= self.cap:
            self.size += size + ITEM_SIZE
            extra = {"execution_count": None} if kind == "execute_result" else {}
            self.items.append({"output_type": kind, "data": plain, "metadata": {}, **extra})


def well_formed(items: Any, cap: int) -> tuple[dict[str, Any], ...]:
    """Return those of a student's outputs that a notebook may hold, up to a cap in bytes; nothing else of them."""
    kept = Outputs(cap)
    for item in items if type(items) is list else []:
        kind, name, text, data = (item.get(key) for key in ("output_type", "name", "text", "data"))
        if kind == "stream" and name in ("stdout", "stderr") and type(text) is str:
            kept.add_text(name, text)
        elif kind in ("display_data", "execute_result") and type(data) is dict:
            kept.add_data(kind, {key: value for key, value in data.items() if type(key) is str})
    return tuple(kept.items)


class _Stream(io.TextIOBase):
    def __init__(self, name: str):
        self.name = name

    def write(self, text: str) -> int:
        current = Shell.outputs
        if current is not None:
            current.add_text(self.name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"


class _Publisher(DisplayPublisher):
    def publish(self, data: dict[str, Any], metadata: Any = None, **_: Any) -> None:  # type: ignore[override]
        if Shell.outputs is not None:
            Shell.outputs.add_data("display_data", data)


class _Hook(DisplayHook):
    def write_format_data(self, format_dict: dict[str, Any], md_dict: Any = None) -> None:
        if Shell.outputs is not None:
            Shell.outputs.add_data("execute_result", format_dict)

    def write_output_prompt(self) -> None:
        pass

    def finish_displayhook(self) -> None:
        pass

    def log_output(self, format_dict: Any) -> None:
        pass


class _PlainFirst(TransformerManager):
    """Looks for magics only in cells that are no plain Python: IPython reads each token of a cell in Python code."""

    def transform_cell(self, cell: str) -> str:
        """Return a cell as Python."""
        return cell.rstrip("\n") + "\n" if is_plain(cell) else super().transform_cell(cell)


class Shell(InteractiveShell):
    """A shell that keeps no history, opens no window and shows into ``Shell.outputs``."""

    outputs: ClassVar[Outputs | None] = None

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no screen."""

    def ask_exit(self) -> None:
        """Leave the cell, not the process, when a notebook calls ``exit()``."""
        raise SystemExit("exit() was called")

    def system(self, cmd: str) -> None:
        """Run what follows a ``!`` without a terminal, which IPython wants and a sandbox has not; failing is output."""
        done = subprocess.run(
            self.var_expand(cmd, depth=1),
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            errors="replace",
            check=False,
        )
        print(done.stdout, end="")
        self.user_ns["_exit_code"] = done.returncode

    def init_virtualenv(self) -> None:
        """Do nothing: the interpreter is the right one already."""


_shell: list[Shell] = []


def get_shell() -> Shell:
    """Return the one shell of this process."""
    if not _shell:
        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Context"
        config.InteractiveShell.cache_size = 0
        config.Completer.use_jedi = False
        Shell.display_pub_class = _Publisher  # type: ignore[assignment]
        Shell.displayhook_class = _Hook  # type: ignore[assignment]
        shell = Shell.instance(config=config)
        shell.input_transformer_manager = _PlainFirst()
        shell.run_cell("None", silent=True)
        _shell.append(shell)
        _use_inline_matplotlib()
    return _shell[0]


def capture_streams() -> None:
    """Send stdout and stderr of Python code to the running cell's outputs."""
    sys.stdout, sys.stderr = _Stream("stdout"), _Stream("stderr")


def _use_inline_matplotlib() -> None:
    """Let ``plt.show()`` be quiet; figures stay open until their cell ends, as in Jupyter."""
    import warnings

    warnings.filterwarnings("ignore", message=".*FigureCanvasAgg is non-interactive.*")


def close_figures() -> None:
    """Close all figures, as Jupyter does after each cell."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        with suppress(Exception):
            pyplot.close("all")


def lay_files(files: Mapping[str, bytes]) -> None:
    """Write the files of a submission into the working folder; names that lead elsewhere are refused."""
    for name, data in files.items():
        path = Path(name)
        if path.is_absolute() or ".." in path.parts:
            raise ValueError(f"{name!r} leads out of the working folder")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def one_thread() -> None:
    """Hold the imported libraries to one thread each."""
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "set_num_threads"):
        torch.set_num_threads(1)
        torch.set_num_interop_threads(1)
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None and hasattr(tensorflow, "config"):
        tensorflow.config.threading.set_intra_op_parallelism_threads(1)
        tensorflow.config.threading.set_inter_op_parallelism_threads(1)


def set_seeds(seed: int, drawn: int | None = None) -> None:
    """Seed every generator of random numbers that this process has imported, and those that will be made unseeded.

    drawn: another seed for those that will be made
    """
    import random

    random.seed(seed)
    numpy = sys.modules.get("numpy")
    if numpy is not None and hasattr(numpy, "random"):
        numpy.random.seed(seed % 2**32)
        # where `default_rng()` and its like take their seed from: a test may draw inputs, and grades stay the same
        numpy.random.bit_generator.randbits = random.Random(seed if drawn is None else drawn).getrandbits
    torch = sys.modules.get("torch")
    if torch is not None and hasattr(torch, "default_generator"):
        # `torch.manual_seed` would also note, with a stack trace each, what to do once a graphics card is asked for
        torch.default_generator.manual_seed(seed)
    tensorflow = sys.modules.get("tensorflow")
    if tensorflow is not None and hasattr(tensorflow, "random"):
        tensorflow.random.set_seed(seed % 2**31)
    keras = sys.modules.get("keras")
    if keras is not None and hasattr(keras, "utils"):
        keras.utils.set_random_seed(seed % 2**31)
